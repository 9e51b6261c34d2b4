package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The life of a release of `examples/helm/shop` with the real helm.
@Needs({"helm", "kubectl"})
class HelmTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String CHART = Path.of("..", "examples", "helm", "shop").toString();

  @TempDir Path directory;

  @Test
  void aReleaseIsInstalledUpgradedRolledBackAndUninstalled() {
    try (WeirProcess weir = WeirProcess.start(directory)) {
      assertThat(helm(weir, "install", "shop", CHART, "--wait", "--timeout", "2m").ok())
          .contains("STATUS: deployed", "REVISION: 1", "kubectl get ingress shop");
      LoadBalancer shop = LoadBalancer.of(weir, "default", "shop");
      assertThat(shop.dnsName()).startsWith("k8s-default-shop-");
      answers(shop, "shop:1");

      helm(weir, "upgrade", "shop", CHART, "--set", "image=shop:2", "--wait", "--timeout", "2m")
          .ok();
      answers(shop, "shop:2");
      helm(weir, "rollback", "shop", "1", "--wait", "--timeout", "2m").ok();
      answers(shop, "shop:1");

      assertThat(helm(weir, "history", "shop").ok().lines().map(line -> line.split("\\s")[0]))
          .containsExactly("REVISION", "1", "2", "3");
      assertThat(weir.kubectl("get", "secrets", "-o", "name").run().ok().lines())
          .containsExactly(
              "secret/sh.helm.release.v1.shop.v1",
              "secret/sh.helm.release.v1.shop.v2",
              "secret/sh.helm.release.v1.shop.v3");

      assertThat(helm(weir, "uninstall", "shop", "--wait", "--timeout", "2m").ok())
          .contains("release \"shop\" uninstalled");
      assertThat(weir.kubectl("get", "ingress,deploy,svc,sa", "-o", "name").run().ok().lines())
          .containsExactly("serviceaccount/default");
    }
  }

  private static void answers(LoadBalancer shop, String image) {
    Eventually.within(
        SOON,
        () -> {
          for (int i = 0; i < 6; i++) {
            JsonNode seen = JSON.readTree(shop.get("/").body());
            assertThat(seen.get("image").asString()).isEqualTo(image);
            assertThat(seen.get("ingress").asString()).isEqualTo("shop");
          }
        });
  }

  private static Command.Result helm(WeirProcess weir, String... arguments) {
    return Command.of("helm")
        .env("KUBECONFIG", weir.dataDirectory().resolve("kubeconfig").toString())
        .env("HOME", weir.dataDirectory().toString())
        .with(arguments)
        .run();
  }
}
