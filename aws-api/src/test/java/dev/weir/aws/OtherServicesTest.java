package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.store.LocalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.shield.ShieldClient;
import software.amazon.awssdk.services.shield.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.waf.model.WafNonexistentItemException;
import software.amazon.awssdk.services.waf.regional.WafRegionalClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/// WAF, Shield, tagging and STS through their real clients.
class OtherServicesTest {
  private final LocalAws aws = LocalAws.start();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void aWebAclIsAssociatedWithALoadBalancerUntilEitherGoes() {
    String loadBalancer = loadBalancer("web");
    try (Wafv2Client waf = aws.client(Wafv2Client.builder())) {
      String acl =
          waf.createWebACL(r ->
                  r.name("guard")
                      .scope("REGIONAL")
                      .defaultAction(a -> a.allow(allow -> {}))
                      .visibilityConfig(v ->
                          v.cloudWatchMetricsEnabled(false)
                              .metricName("guard")
                              .sampledRequestsEnabled(false)))
              .summary()
              .arn();
      assertThat(waf.listWebACLs(r -> r.scope("REGIONAL")).webACLs())
          .extracting(s -> s.name())
          .containsExactly("guard");
      assertThat(waf.getWebACLForResource(r -> r.resourceArn(loadBalancer)).webACL()).isNull();

      waf.associateWebACL(r -> r.webACLArn(acl).resourceArn(loadBalancer));
      assertThat(waf.getWebACLForResource(r -> r.resourceArn(loadBalancer)).webACL().arn())
          .isEqualTo(acl);

      waf.disassociateWebACL(r -> r.resourceArn(loadBalancer));
      assertThat(waf.getWebACLForResource(r -> r.resourceArn(loadBalancer)).webACL()).isNull();
    }
  }

  @Test
  void wafRegionalRefusesAWebAclThatIsNotThere() {
    String loadBalancer = loadBalancer("web");
    try (WafRegionalClient waf = aws.client(WafRegionalClient.builder())) {
      assertThatThrownBy(
              () -> waf.associateWebACL(r -> r.webACLId("none").resourceArn(loadBalancer)))
          .isInstanceOf(WafNonexistentItemException.class);
      String id =
          waf.createWebACL(r ->
                  r.name("old")
                      .metricName("old")
                      .defaultAction(a -> a.type("ALLOW"))
                      .changeToken(waf.getChangeToken(t -> {}).changeToken()))
              .webACL()
              .webACLId();
      waf.associateWebACL(r -> r.webACLId(id).resourceArn(loadBalancer));
      assertThat(
              waf.getWebACLForResource(r -> r.resourceArn(loadBalancer)).webACLSummary().webACLId())
          .isEqualTo(id);
    }
  }

  @Test
  void aShieldProtectionIsFoundByItsResource() {
    String loadBalancer = loadBalancer("web");
    try (ShieldClient shield = aws.client(ShieldClient.builder())) {
      assertThat(shield.getSubscriptionState(r -> {}).subscriptionStateAsString())
          .isEqualTo("ACTIVE");
      assertThatThrownBy(() -> shield.describeProtection(r -> r.resourceArn(loadBalancer)))
          .isInstanceOf(ResourceNotFoundException.class);
      String id =
          shield.createProtection(r -> r.name("p").resourceArn(loadBalancer)).protectionId();
      assertThat(shield.describeProtection(r -> r.resourceArn(loadBalancer)).protection().id())
          .isEqualTo(id);
      shield.deleteProtection(r -> r.protectionId(id));
      assertThatThrownBy(() -> shield.describeProtection(r -> r.protectionId(id)))
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }

  @Test
  void resourcesAreFoundByTypeAndTag() {
    String web = loadBalancer("web");
    loadBalancer("other");
    aws.elb.addTags(
        r -> r.resourceArns(web).tags(t -> t.key("elbv2.k8s.aws/cluster").value("workshop")));
    try (ResourceGroupsTaggingApiClient tagging =
        aws.client(ResourceGroupsTaggingApiClient.builder())) {
      assertThat(
              tagging
                  .getResources(r ->
                      r.resourceTypeFilters("elasticloadbalancing:loadbalancer")
                          .tagFilters(f -> f.key("elbv2.k8s.aws/cluster").values("workshop")))
                  .resourceTagMappingList())
          .extracting(m -> m.resourceARN())
          .containsExactly(web);
      assertThat(
              tagging
                  .getResources(r -> r.resourceTypeFilters("elasticloadbalancing:targetgroup"))
                  .resourceTagMappingList())
          .isEmpty();
    }
  }

  @Test
  void theCallerIsTheAccount() {
    try (StsClient sts = aws.client(StsClient.builder())) {
      assertThat(sts.getCallerIdentity(r -> {}).account()).isEqualTo("000000000000");
      assertThat(
              sts.assumeRole(
                      r -> r.roleArn("arn:aws:iam::111122223333:role/r").roleSessionName("s"))
                  .assumedRoleUser()
                  .arn())
          .isEqualTo("arn:aws:sts::111122223333:assumed-role/r/s");
    }
  }

  private String loadBalancer(String name) {
    return aws.elb
        .createLoadBalancer(r -> r.name(name).subnets(LocalWorld.PUBLIC_A, LocalWorld.PUBLIC_B))
        .loadBalancers()
        .getFirst()
        .loadBalancerArn();
  }
}
