package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.store.LocalWorld;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/// What the ELBv2 and EC2 APIs refuse, with the codes and words of AWS.
class RefusalsTest {
  private static LocalAws aws;
  private static String loadBalancer;
  private static String listener;
  private static String group;

  @BeforeAll
  static void start() {
    aws = LocalAws.start();
    loadBalancer = createLoadBalancer("refusals");
    group = createTargetGroup("refusals");
    listener = createListener(loadBalancer, 80);
    createRule("/used", 7);
  }

  @AfterAll
  static void close() {
    aws.close();
  }

  @Test
  void creatingTheSameAgainReturnsWhatIsThere() {
    assertThat(createLoadBalancer("refusals")).isEqualTo(loadBalancer);
    assertThat(createTargetGroup("refusals")).isEqualTo(group);
    assertThat(createListener(loadBalancer, 80)).isEqualTo(listener);
  }

  @Test
  void aNameThatIsTakenWithOtherSettings() {
    refused(
        "DuplicateLoadBalancerName",
        "A load balancer with the same name 'refusals' exists, but with different settings",
        () ->
            aws.elb.createLoadBalancer(r ->
                r.name("refusals")
                    .scheme("internal")
                    .subnets(LocalWorld.PUBLIC_A, LocalWorld.PUBLIC_B)));
    refused(
        "DuplicateTargetGroupName",
        "A target group with the same name 'refusals' exists, but with different settings",
        () ->
            aws.elb.createTargetGroup(r ->
                r.name("refusals")
                    .protocol("HTTP")
                    .port(81)
                    .vpcId(LocalWorld.VPC)
                    .targetType("ip")));
    refused(
        "DuplicateListener",
        "A listener already exists on this port for this load balancer '" + loadBalancer + "'",
        () ->
            aws.elb.createListener(r ->
                r.loadBalancerArn(loadBalancer)
                    .protocol("HTTP")
                    .port(80)
                    .defaultActions(a ->
                        a.type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(f -> f.statusCode("503")))));
  }

  @Test
  void namesThatAreNotNames() {
    refused(
        "ValidationError",
        "Target group name '-a' cannot begin or end with '-'",
        () -> createTargetGroup("-a"));
    refused(
        "ValidationError",
        "Target group name 'a_b' can only contain characters that are alphanumeric characters or"
            + " hyphens(-)",
        () -> createTargetGroup("a_b"));
    refused(
        "ValidationError",
        "Target group name '" + "a".repeat(33) + "' cannot be longer than '32' characters",
        () -> createTargetGroup("a".repeat(33)));
  }

  @Test
  void aLoadBalancerInOneZone() {
    refused(
        "ValidationError",
        "At least two subnets in two different Availability Zones must be specified",
        () -> aws.elb.createLoadBalancer(r -> r.name("one").subnets(LocalWorld.PUBLIC_A)));
    refused(
        "SubnetNotFound",
        "The subnet ID 'subnet-none' does not exist",
        () -> aws.elb.createLoadBalancer(r -> r.name("one").subnets("subnet-none")));
  }

  @Test
  void aPriorityThatIsTaken() {
    refused("PriorityInUse", "Priority '7' is currently in use", () -> createRule("/other", 7));
  }

  @Test
  void conditionsThatAreTooManyOrTooLong() {
    refused(
        "ValidationError",
        "The 'path-pattern' value is too long; the limit is '128'",
        () -> createRule("/" + "a".repeat(128), 8));
    refused(
        "ValidationError",
        "The 'HttpHeaderName' value is too long; the limit is '40'",
        () ->
            createRule(
                RuleCondition.builder()
                    .field("http-header")
                    .httpHeaderConfig(h -> h.httpHeaderName("a".repeat(41)).values("x"))
                    .build(),
                8));
    refused(
        "ValidationError",
        "A rule can only have '3' values in a 'path-pattern' condition",
        () ->
            createRule(
                RuleCondition.builder()
                    .field("path-pattern")
                    .values("/a", "/b", "/c", "/d")
                    .build(),
                8));
    refused(
        "ValidationError",
        "You cannot specify both 'Values' and a 'path-pattern' configuration in a condition",
        () ->
            createRule(
                RuleCondition.builder()
                    .field("path-pattern")
                    .values("/a")
                    .pathPatternConfig(p -> p.values("/a"))
                    .build(),
                8));
  }

  @Test
  void aTargetGroupOfAnotherLoadBalancerOrInUse() {
    String other = createLoadBalancer("other");
    refused(
        "TargetGroupAssociationLimit",
        "The following target groups cannot be associated with more than one load balancer: "
            + group,
        () ->
            aws.elb.createListener(r ->
                r.loadBalancerArn(other)
                    .protocol("HTTP")
                    .port(80)
                    .defaultActions(a -> a.type(ActionTypeEnum.FORWARD).targetGroupArn(group))));
    refused(
        "ResourceInUse",
        "Target group '" + group + "' is currently in use by a listener or a rule",
        () -> aws.elb.deleteTargetGroup(r -> r.targetGroupArn(group)));
  }

  @Test
  void redirectsThatLoopOrLoseTls() {
    refused(
        "InvalidLoadBalancerAction",
        "The redirect configuration is not valid because it creates a loop.",
        () ->
            aws.elb.modifyListener(r ->
                r.listenerArn(listener)
                    .defaultActions(a ->
                        a.type(ActionTypeEnum.REDIRECT)
                            .redirectConfig(c -> c.statusCode("HTTP_301")))));
  }

  @Test
  void attributesThatAreUnknownOrOutOfRange() {
    refused(
        "ValidationError",
        "Load balancer attribute key 'no.such' is not recognized",
        () ->
            aws.elb.modifyLoadBalancerAttributes(
                r -> r.loadBalancerArn(loadBalancer).attributes(a -> a.key("no.such").value("1"))));
    refused(
        "InvalidConfigurationRequest",
        "The value '0' for attribute 'idle_timeout.timeout_seconds' is not valid; expected a number"
            + " from 1 to 4000",
        () ->
            aws.elb.modifyLoadBalancerAttributes(r ->
                r.loadBalancerArn(loadBalancer)
                    .attributes(a -> a.key("idle_timeout.timeout_seconds").value("0"))));
  }

  @Test
  void targetsThatCannotBe() {
    refused(
        "ValidationError",
        "You must specify a valid Availability Zone or select 'all' for all enabled Availability"
            + " zones, since the IP address '10.1.2.3' is outside the VPC",
        () -> aws.elb.registerTargets(r -> r.targetGroupArn(group).targets(t -> t.id("10.1.2.3"))));
    refused(
        "ValidationError",
        "The IP address '192.168.0.9' is within the VPC, and cannot have its Availability Zone"
            + " overridden to 'all' from 'eu-west-1a'",
        () ->
            aws.elb.registerTargets(r ->
                r.targetGroupArn(group).targets(t -> t.id("192.168.0.9").availabilityZone("all"))));
  }

  @Test
  void healthChecksThatTakeLongerThanTheirInterval() {
    refused(
        "ValidationError",
        "Health check timeout '10' must be smaller than the interval '10'",
        () ->
            aws.elb.modifyTargetGroup(r ->
                r.targetGroupArn(group)
                    .healthCheckIntervalSeconds(10)
                    .healthCheckTimeoutSeconds(10)));
  }

  @Test
  void whatIsNotThere() {
    refused(
        "LoadBalancerNotFound",
        "Load balancers '[none]' not found",
        () -> aws.elb.describeLoadBalancers(r -> r.names("none")));
    refused(
        "TargetGroupNotFound",
        "One or more target groups not found",
        () -> aws.elb.describeTargetGroups(r -> r.names("none")));
    refused(
        "InvalidGroup.NotFound",
        "The security group 'sg-none' does not exist",
        () -> aws.ec2.describeSecurityGroups(r -> r.groupIds("sg-none")));
    refused(
        "ValidationError",
        "You must specify either listener ARNs or a load balancer ARN",
        () -> aws.elb.describeListeners(r -> {}));
  }

  @Test
  void aProtectedLoadBalancer() {
    String arn = createLoadBalancer("protected");
    aws.elb.modifyLoadBalancerAttributes(r ->
        r.loadBalancerArn(arn).attributes(a -> a.key("deletion_protection.enabled").value("true")));
    refused(
        "OperationNotPermitted",
        "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled",
        () -> aws.elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn)));
  }

  @Test
  void aSecurityGroupThatALoadBalancerHas() {
    String used =
        aws.ec2
            .createSecurityGroup(r -> r.groupName("used").description("d").vpcId(LocalWorld.VPC))
            .groupId();
    aws.elb.setSecurityGroups(r -> r.loadBalancerArn(loadBalancer).securityGroups(used));
    refused(
        "DependencyViolation",
        "resource " + used + " has a dependent object",
        () -> aws.ec2.deleteSecurityGroup(r -> r.groupId(used)));
  }

  private static void refused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(e.statusCode()).isEqualTo(400);
            });
  }

  private static String createLoadBalancer(String name) {
    return aws.elb
        .createLoadBalancer(r -> r.name(name).subnets(LocalWorld.PUBLIC_A, LocalWorld.PUBLIC_B))
        .loadBalancers()
        .getFirst()
        .loadBalancerArn();
  }

  private static String createTargetGroup(String name) {
    return aws.elb
        .createTargetGroup(
            r -> r.name(name).protocol("HTTP").port(80).vpcId(LocalWorld.VPC).targetType("ip"))
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  private static String createListener(String loadBalancer, int port) {
    return aws.elb
        .createListener(r ->
            r.loadBalancerArn(loadBalancer)
                .protocol("HTTP")
                .port(port)
                .defaultActions(a -> a.type(ActionTypeEnum.FORWARD).targetGroupArn(group)))
        .listeners()
        .getFirst()
        .listenerArn();
  }

  private static void createRule(String path, int priority) {
    createRule(RuleCondition.builder().field("path-pattern").values(path).build(), priority);
  }

  private static void createRule(RuleCondition condition, int priority) {
    aws.elb.createRule(r ->
        r.listenerArn(listener)
            .priority(priority)
            .conditions(condition)
            .actions(a -> a.type(ActionTypeEnum.FORWARD).targetGroupArn(group)));
  }
}
