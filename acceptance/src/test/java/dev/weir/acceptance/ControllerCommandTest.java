package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `weir controller` as a process of its own, on a `weir up` that runs without one.
@Needs("kubectl")
class ControllerCommandTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String LEASE = "aws-load-balancer-controller-leader";

  @TempDir Path directory;

  @Test
  void servesTheWorkshopBetweenTheTwoApis() {
    try (WeirProcess weir = WeirProcess.start(directory, "--no-controller")) {
      assertThat(WeirProcess.weir("status", "--data-dir", directory.toString()).run().ok())
          .contains("controller      none in this process (--no-controller)");
      Workshop.apply(weir);
      assertThat(ingress(weir, "{.metadata.finalizers}{.status.loadBalancer.ingress}")).isEmpty();

      try (ControllerProcess controller =
          ControllerProcess.start(weir, "alone", "--enable-leader-election=false")) {
        LoadBalancer loadBalancer = LoadBalancer.of(weir, "workshop", "workshopingress");
        Eventually.within(SOON, () -> assertThat(loadBalancer.get("/").status()).isEqualTo(200));

        assertThat(loadBalancer.dnsName()).startsWith("k8s-productcatalog-ec87bdf649-");
        assertThat(weir.kubectl("get", "lease", LEASE).run().output()).contains("NotFound");
        weir.kubectl("delete", "ingress", "workshopingress", "-n", "workshop").run().ok();
        assertThat(controller.stop()).as(controller.log()).isEqualTo(143);
      }
    }
  }

  @Test
  void ofTwoOneWorksAndTheOtherTakesOver() {
    try (WeirProcess weir = WeirProcess.start(directory, "--no-controller");
        ControllerProcess first = ControllerProcess.start(weir, "first")) {
      String leader = Eventually.get(SOON, () -> holder(weir, ""));
      try (ControllerProcess second = ControllerProcess.start(weir, "second")) {
        Eventually.within(SOON, () -> assertThat(second.log()).contains("caches are complete"));
        Workshop.apply(weir);
        LoadBalancer loadBalancer = LoadBalancer.of(weir, "workshop", "workshopingress");
        Eventually.within(SOON, () -> assertThat(loadBalancer.get("/").status()).isEqualTo(200));
        assertThat(loadBalancer.get("/new").status()).isEqualTo(503);
        assertThat(holder(weir, "")).isEqualTo(leader);
        assertThat(first.log()).contains("successfully deployed model");
        assertThat(second.log()).doesNotContain("successfully");

        first.kill();
        sendNewToTheFrontend(weir);

        String next = Eventually.get(SOON, () -> holder(weir, leader));
        assertThat(next).isNotEqualTo(leader);
        assertThat(lease(weir, "{.spec.leaseDurationSeconds} {.spec.leaseTransitions}"))
            .isEqualTo("15 1");
        Eventually.within(SOON, () -> assertThat(loadBalancer.get("/new").status()).isEqualTo(200));
        Eventually.within(
            SOON, () -> assertThat(second.log()).contains("successfully deployed model"));

        assertThat(second.stop()).isEqualTo(143);
        assertThat(lease(weir, "{.spec.holderIdentity}")).as("given back").isEmpty();
        assertThat(second.log()).doesNotContain("leader election lost", "\tat ");
      }
    }
  }

  /// Who has the Lease, once it is somebody else than before.
  private static String holder(WeirProcess weir, String before) {
    String holder = lease(weir, "{.spec.holderIdentity}");
    assertThat(holder).isNotEmpty().isNotEqualTo(before);
    return holder;
  }

  private static String lease(WeirProcess weir, String jsonPath) {
    return weir.kubectl("get", "lease", LEASE, "-n", "default", "-o", "jsonpath=" + jsonPath)
        .run()
        .ok();
  }

  private static String ingress(WeirProcess weir, String jsonPath) {
    return weir.kubectl(
            "get", "ingress", "workshopingress", "-n", "workshop", "-o", "jsonpath=" + jsonPath)
        .run()
        .ok();
  }

  private static void sendNewToTheFrontend(WeirProcess weir) {
    String patch =
        """
        [{"op": "replace", "path": "/spec/rules/0/http/paths/0/backend/service/name",
          "value": "frontend"}]
        """;
    weir.kubectl("patch", "ingress", "workshopingress", "-n", "workshop", "--type=json", "-p")
        .with(patch)
        .run()
        .ok();
  }
}
