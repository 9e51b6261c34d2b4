package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.store.LocalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// The calls that an ingress controller makes for one Ingress, from nothing to nothing.
class WorkshopCallsTest {
  private final LocalAws aws = LocalAws.start();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void anIngressIsMadeAndUnmade() {
    String securityGroup =
        aws.ec2
            .createSecurityGroup(
                r -> r.groupName("k8s-workshop").description("managed").vpcId(LocalWorld.VPC))
            .groupId();
    aws.ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(securityGroup)
            .ipPermissions(p ->
                p.ipProtocol("tcp")
                    .fromPort(80)
                    .toPort(80)
                    .ipRanges(range -> range.cidrIp("0.0.0.0/0"))));
    TargetGroup group =
        aws.elb
            .createTargetGroup(r ->
                r.name("k8s-workshop-frontend-1234567890")
                    .protocol("HTTP")
                    .port(80)
                    .vpcId(LocalWorld.VPC)
                    .targetType("ip")
                    .tags(t -> t.key("elbv2.k8s.aws/cluster").value("workshop")))
            .targetGroups()
            .getFirst();
    LoadBalancer loadBalancer =
        aws.elb
            .createLoadBalancer(r ->
                r.name("k8s-productcatalog-ec87bdf649")
                    .subnets(LocalWorld.PUBLIC_A, LocalWorld.PUBLIC_B)
                    .securityGroups(securityGroup))
            .loadBalancers()
            .getFirst();
    assertThat(loadBalancer.dnsName())
        .matches("k8s-productcatalog-ec87bdf649-\\d+\\.eu-west-1\\.elb\\.localhost");
    assertThat(loadBalancer.state().codeAsString()).isEqualTo("provisioning");
    String listener =
        aws.elb
            .createListener(r ->
                r.loadBalancerArn(loadBalancer.loadBalancerArn())
                    .protocol("HTTP")
                    .port(80)
                    .defaultActions(a ->
                        a.type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(
                                f -> f.statusCode("404").contentType("text/plain"))))
            .listeners()
            .getFirst()
            .listenerArn();
    Rule rule =
        aws.elb
            .createRule(r ->
                r.listenerArn(listener)
                    .priority(1)
                    .conditions(
                        c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/", "/*")))
                    .actions(
                        a -> a.type(ActionTypeEnum.FORWARD).targetGroupArn(group.targetGroupArn())))
            .rules()
            .getFirst();
    assertThat(rule.priority()).isEqualTo("1");
    aws.elb.registerTargets(r ->
        r.targetGroupArn(group.targetGroupArn())
            .targets(t -> t.id("127.2.0.1").port(9000), t -> t.id("127.2.0.2").port(9000)));
    assertThat(aws.store.snapshot().targets()).hasSize(1);
    assertThat(
            aws.elb
                .describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn()))
                .targetHealthDescriptions())
        .extracting(d -> d.targetHealth().reasonAsString())
        .containsExactly("Elb.RegistrationInProgress", "Elb.RegistrationInProgress");
    assertThat(aws.elb.describeRules(r -> r.listenerArn(listener)).rules())
        .extracting(Rule::priority)
        .containsExactly("1", "default");

    aws.elb.deleteLoadBalancer(r -> r.loadBalancerArn(loadBalancer.loadBalancerArn()));
    aws.elb.deleteTargetGroup(r -> r.targetGroupArn(group.targetGroupArn()));
    aws.ec2.deleteSecurityGroup(r -> r.groupId(securityGroup));

    assertThat(aws.store.snapshot().rules()).isEmpty();
    assertThat(aws.store.snapshot().listeners()).isEmpty();
    assertThatThrownBy(() ->
            aws.elb.describeLoadBalancers(r -> r.loadBalancerArns(loadBalancer.loadBalancerArn())))
        .isInstanceOf(LoadBalancerNotFoundException.class)
        .hasMessageContaining("Load balancer '" + loadBalancer.loadBalancerArn() + "' not found");
  }
}
