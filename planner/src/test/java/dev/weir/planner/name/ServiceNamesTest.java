package dev.weir.planner.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.name.IngressNames.ServiceKey;
import org.junit.jupiter.api.Test;

class ServiceNamesTest {

  private static final ServiceKey SERVICE =
      new ServiceKey("default", "ip-target", "7ab4be33-11c2-4a7b-b622-7add8affab36");
  private final ServiceNames names = new ServiceNames("my-cluster", SERVICE);

  @Test
  void aNetworkLoadBalancerHashesTheUidAndTheScheme() {
    assertThat(names.loadBalancer("internal")).isEqualTo("k8s-default-iptarget-b44ef5a42d");
  }

  @Test
  void aTargetGroupHashesPortsTypeProtocolAndHealthCheck() {
    assertThat(names.targetGroup(key(SERVICE, false))).isEqualTo("k8s-default-iptarget-cc40ce9c73");
  }

  @Test
  void aFurtherBackendOfAWeightedActionHashesTheBaseServiceToo() {
    assertThat(names.targetGroup(key(SERVICE, true)))
        .isNotEqualTo(names.targetGroup(key(SERVICE, false)));
  }

  private static ServiceNames.TargetGroupKey key(ServiceKey backend, boolean additional) {
    return new ServiceNames.TargetGroupKey(
        backend, additional, "80", "80", "ip", "TCP", "TCP", "10");
  }
}
