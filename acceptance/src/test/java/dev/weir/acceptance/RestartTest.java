package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// State survives `weir down` and `kill -9`; nothing is created again.
@Needs("kubectl")
class RestartTest {
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void findsItsStateAfterStopAndAfterKill() {
    String dnsName;
    String pods;
    try (WeirProcess weir = WeirProcess.start(directory)) {
      Workshop.apply(weir);
      LoadBalancer loadBalancer = LoadBalancer.of(weir, "workshop", "workshopingress");
      Eventually.within(SOON, () -> assertThat(loadBalancer.get("/").status()).isEqualTo(200));
      dnsName = loadBalancer.dnsName();
      pods = pods(weir);
    }

    WeirProcess killed = WeirProcess.start(directory);
    assertServesAsBefore(killed, dnsName, pods);
    killed.kubectl("create", "configmap", "acknowledged", "-n", "workshop").run().ok();
    killed.kill();

    try (WeirProcess weir = WeirProcess.start(directory)) {
      assertServesAsBefore(weir, dnsName, pods);
      weir.kubectl("get", "configmap", "acknowledged", "-n", "workshop").run().ok();
    }
  }

  private static void assertServesAsBefore(WeirProcess weir, String dnsName, String pods) {
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "workshop", "workshopingress");
    assertThat(loadBalancer.dnsName()).isEqualTo(dnsName);
    Eventually.within(SOON, () -> assertThat(loadBalancer.get("/").status()).isEqualTo(200));
    assertThat(pods(weir)).isEqualTo(pods);
  }

  /// Names, uids and addresses: the same after a restart.
  private static String pods(WeirProcess weir) {
    return weir.kubectl(
            "get",
            "pods",
            "-n",
            "workshop",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.status.podIP}{\"\\n\"}{end}")
        .run()
        .ok();
  }
}
