package dev.weir.planner.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.planner.AccountInventory;
import dev.weir.planner.AccountInventory.Certificate;
import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.AccountInventory.Named;
import dev.weir.planner.ControllerFlag;
import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.Vpc;
import dev.weir.planner.Vpc.SecurityGroup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountLookupTest {

  private final Environment environment = Environment.local();

  @Test
  void securityGroupsAreFoundByIdFirstAndThenByName() {
    SecurityGroupLookup lookup = securityGroups();
    assertThat(lookup.resolve(List.of("web", "sg-2", "sg-1")))
        .containsExactly("sg-1", "sg-2", "sg-3");
    assertThat(lookup.resolve(List.of("sg-1", "sg-1"))).containsExactly("sg-1");
  }

  @Test
  void missingSecurityGroupsAreAllNamed() {
    assertThatThrownBy(() -> securityGroups().resolve(List.of("sg-9", "nosuch", "web")))
        .hasMessage(
            "couldn't find all security groups: InvalidGroup.NotFound: The security group 'sg-9' does not exist, requested names [nosuch, web] but found [web]");
  }

  @Test
  void everyCertificateThatIsGoodForAHostIsTakenSorted() {
    assertThat(certificates().discover(List.of("b.a.com", "a.com")))
        .containsExactly("arn:1", "arn:2", "arn:3");
    assertThatThrownBy(() -> certificates().discover(List.of("a.com", "c.b.a.com")))
        .hasMessage("no certificate found for host: c.b.a.com");
  }

  @Test
  void aWildcardStandsForExactlyOneLabel() {
    assertThat(CertificateDiscovery.matches("*.a.com", "b.a.com")).isTrue();
    assertThat(CertificateDiscovery.matches("*.a.com", "*.a.com")).isTrue();
    assertThat(CertificateDiscovery.matches("*.a.com", "a.com")).isFalse();
    assertThat(CertificateDiscovery.matches("*.a.com", "c.b.a.com")).isFalse();
    assertThat(CertificateDiscovery.matches("*.a.com", "B.A.com")).isFalse();
  }

  @Test
  void onlyAllowedAuthoritiesCount() {
    Environment restricted =
        withCertificates()
            .withFlags(
                environment
                    .flags()
                    .with(ControllerFlag.ALLOWED_CERTIFICATE_AUTHORITY_ARNS, List.of("arn:ca")));
    assertThat(new CertificateDiscovery(restricted).discover(List.of("b.a.com")))
        .containsExactly("arn:2");
  }

  @Test
  void certificatesThatTheControllerRequestedAreLeftOutWhenItManagesCertificates() {
    Environment managing =
        withCertificates()
            .withGates(environment.gates().with(FeatureGate.ENABLE_CERTIFICATE_MANAGEMENT, true));
    assertThat(new CertificateDiscovery(managing).discover(List.of("b.a.com")))
        .containsExactly("arn:2");
  }

  @Test
  void namesLeadToArnsOrToAnError() {
    NamedLookup lookup =
        new NamedLookup(
            new AccountInventory(
                List.of(),
                List.of(new Named("t", "arn:t")),
                List.of(new Named("g", "arn:g")),
                List.of(new Named("w", "arn:w")),
                List.of()));
    assertThat(lookup.trustStoreArn("t")).isEqualTo("arn:t");
    assertThat(lookup.targetGroupArn("g")).isEqualTo("arn:g");
    assertThat(lookup.webAclArn("w")).isEqualTo("arn:w");
    assertThatThrownBy(() -> lookup.trustStoreArn("x"))
        .hasMessage("couldn't find TrustStore with name x");
    assertThatThrownBy(() -> lookup.targetGroupArn("x"))
        .hasMessage("expecting a single targetGroup with query [x] but got 0");
    assertThatThrownBy(() -> lookup.webAclArn("x"))
        .hasMessage("couldn't find WAFv2 WebACL with name: x");
  }

  @Test
  void anExistingLoadBalancerIsKnownByItsTrackingTags() {
    ExistingLoadBalancers existing =
        new ExistingLoadBalancers(
            environment.withAccount(
                AccountInventory.empty()
                    .withLoadBalancers(
                        List.of(
                            loadBalancer(
                                "other",
                                Map.of(
                                    "elbv2.k8s.aws/cluster", "x", "service.k8s.aws/stack", "n/s")),
                            loadBalancer(
                                "mine",
                                Map.of(
                                    "elbv2.k8s.aws/cluster",
                                    "workshop",
                                    "service.k8s.aws/stack",
                                    "n/s"))))));
    assertThat(existing.find("service.k8s.aws", "n/s", "LoadBalancer"))
        .get()
        .extracting(ExistingLoadBalancer::name)
        .isEqualTo("mine");
    assertThat(existing.find("service.k8s.aws", "n/other", "LoadBalancer")).isEmpty();
    assertThat(existing.find("service.k8s.aws", "n/s", "FrontendNlb")).isEmpty();
  }

  private static ExistingLoadBalancer loadBalancer(String name, Map<String, String> tags) {
    return new ExistingLoadBalancer(
        "arn:" + name, name, "network", "internal", List.of(), List.of(), tags);
  }

  private SecurityGroupLookup securityGroups() {
    return new SecurityGroupLookup(
        new Vpc(
            "vpc-1",
            List.of(),
            List.of(),
            List.of(
                new SecurityGroup("sg-1", Map.of()),
                new SecurityGroup("sg-2", Map.of("Name", "db")),
                new SecurityGroup("sg-3", Map.of("Name", "web"))),
            null));
  }

  private CertificateDiscovery certificates() {
    return new CertificateDiscovery(withCertificates());
  }

  private Environment withCertificates() {
    Map<String, String> managed =
        Map.of("elbv2.k8s.aws/cluster", "any", "ingress.k8s.aws/stack", "any");
    return environment.withAccount(
        AccountInventory.empty()
            .withCertificates(
                List.of(
                    new Certificate("arn:3", List.of("a.com"), null, Map.of()),
                    new Certificate("arn:2", List.of("*.a.com", "x.org"), "arn:ca", Map.of()),
                    new Certificate("arn:1", List.of("*.a.com"), "arn:other", managed))));
  }
}
