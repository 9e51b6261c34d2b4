package dev.weir.planner.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.name.IngressNames.ServiceKey;
import dev.weir.planner.name.IngressNames.TargetGroupKey;
import org.junit.jupiter.api.Test;

class IngressNamesTest {

  private final IngressNames names =
      new IngressNames("cluster-dummy", NameOwner.object("ns-1", "ing-1"));

  @Test
  void aLoadBalancerOfOneIngressCarriesNamespaceNameAndAHashWithTheScheme() {
    assertThat(names.loadBalancer("internal")).isEqualTo("k8s-ns1-ing1-b7e914000d");
    assertThat(names.loadBalancer("internet-facing")).isNotEqualTo(names.loadBalancer("internal"));
  }

  @Test
  void theSecurityGroupOfOneIngressHashesNoScheme() {
    assertThat(names.securityGroup()).isEqualTo("k8s-ns1-ing1-bd83176788");
  }

  @Test
  void aTargetGroupHashesThePortAsItIsReferenced() {
    assertThat(names.targetGroup(key("http", 32768, "instance", "HTTP")))
        .isEqualTo("k8s-ns1-svc1-9889425938");
    assertThat(names.targetGroup(key("https", 8443, "ip", "HTTPS"))).endsWith("-bf42870fba");
    assertThat(names.targetGroup(key("80", 32768, "instance", "HTTP")))
        .isNotEqualTo("k8s-ns1-svc1-9889425938");
  }

  @Test
  void anExplicitGroupHasSeventeenCharactersOfItsNameAndHashesItBare() {
    IngressNames explicit = new IngressNames("", NameOwner.group("explicit-group"));
    assertThat(explicit.loadBalancer("internal")).isEqualTo("k8s-explicitgroup-5bf9e53c23");
    IngressNames longer = new IngressNames("", NameOwner.group("a.very-long.group-name.of.a.team"));
    assertThat(longer.loadBalancer("internal")).matches("k8s-averylonggroupnam-[0-9a-f]{10}");
  }

  @Test
  void theWorkshopsLoadBalancerHasTheNameOfThePage() {
    IngressNames workshop = new IngressNames("workshop", NameOwner.group("product-catalog"));
    assertThat(workshop.loadBalancer("internet-facing")).startsWith("k8s-productcatalog-");
  }

  @Test
  void aFrontendNetworkLoadBalancerTakesTheFirst28BytesOfTheName() {
    assertThat(IngressNames.frontendNlb("k8s-ns1-ing1-b7e914000d"))
        .isEqualTo("k8s-ns1-ing1-b7e914000d-nlb");
    assertThat(IngressNames.frontendNlb("abcdefghijklmnopqrstuvwxyz012345"))
        .isEqualTo("abcdefghijklmnopqrstuvwxyz01-nlb");
  }

  @Test
  void theSharedBackendSecurityGroupIsNamedAfterTheCluster() {
    assertThat(BackendSecurityGroupName.of("testCluster"))
        .isEqualTo("k8s-traffic-testCluster-411a1bcdb1");
  }

  private static TargetGroupKey key(
      String servicePort, int port, String targetType, String protocol) {
    return new TargetGroupKey(
        "ns-1",
        "ing-1",
        new ServiceKey("ns-1", "svc-1", ""),
        servicePort,
        port,
        targetType,
        protocol,
        "HTTP1",
        null);
  }
}
