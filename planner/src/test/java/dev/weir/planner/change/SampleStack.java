package dev.weir.planner.change;

import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.LoadBalancerSpec.SubnetMapping;
import dev.weir.planner.stack.ResourceSpec;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.TargetGroupSpec.HealthCheck;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A small Application Load Balancer, planned and existing.
final class SampleStack {

  static final Token LB_ARN = Token.of("arn:lb");
  static final Token LISTENER_ARN = Token.of("arn:listener");
  static final Token GROUP_ARN = Token.of("arn:tg");

  private SampleStack() {}

  static Stack.Builder planned() {
    return Stack.builder("shop")
        .add(
            "LoadBalancer",
            loadBalancer(
                "internal", Map.of("idle_timeout.timeout_seconds", "60"), Map.of("team", "web")))
        .add("80", listener(Token.loadBalancerArn("LoadBalancer")))
        .add("80:1", rule(Token.listenerArn("80"), 1, "/a", Token.targetGroupArn("tg")))
        .add("80:2", rule(Token.listenerArn("80"), 2, "/b", Token.targetGroupArn("tg")))
        .add("tg", targetGroup("/healthz", "ip"));
  }

  /// Exists exactly as planned, in the words of AWS.
  static List<ObservedStack.Resource> existing() {
    List<ObservedStack.Resource> resources = new ArrayList<>();
    resources.add(
        new ObservedStack.Resource(
            "LoadBalancer",
            loadBalancer(
                "internal",
                Map.of("idle_timeout.timeout_seconds", "60", "routing.http2.enabled", "true"),
                Map.of(
                    "team",
                    "web",
                    "elbv2.k8s.aws/cluster",
                    "workshop",
                    "ingress.k8s.aws/stack",
                    "shop")),
            "arn:lb",
            "k8s-shop-1.eu-west-1.elb.amazonaws.com"));
    resources.add(of("80", listener(LB_ARN), "arn:listener"));
    resources.add(of("80:1", rule(LISTENER_ARN, 1, "/a", GROUP_ARN), "arn:rule-1"));
    resources.add(of("80:2", rule(LISTENER_ARN, 2, "/b", GROUP_ARN), "arn:rule-2"));
    resources.add(of("tg", targetGroup("/healthz", "ip"), "arn:tg"));
    return resources;
  }

  static ObservedStack.Resource of(String id, ResourceSpec spec, String arn) {
    return new ObservedStack.Resource(id, spec, arn, null);
  }

  static LoadBalancerSpec loadBalancer(
      String scheme, Map<String, String> attributes, Map<String, String> tags) {
    return new LoadBalancerSpec(
        "k8s-shop-0123456789",
        "application",
        scheme,
        "ipv4",
        null,
        List.of(SubnetMapping.of("subnet-1"), SubnetMapping.of("subnet-2")),
        List.of(Token.of("sg-1")),
        null,
        null,
        KeyValue.sorted(attributes),
        null,
        tags,
        null);
  }

  static ListenerSpec listener(Token loadBalancer) {
    return new ListenerSpec(
        loadBalancer,
        80,
        "HTTP",
        List.of(new RuleAction.FixedResponse("text/plain", null, "404")),
        List.of(),
        null,
        List.of(),
        null,
        Map.of(),
        List.of());
  }

  static ListenerRuleSpec rule(Token listener, int priority, String path, Token group) {
    return new ListenerRuleSpec(
        listener,
        priority,
        List.of(RuleAction.Forward.to(group)),
        List.of(new RuleCondition.PathPattern(List.of(), List.of(path))),
        List.of(),
        Map.of());
  }

  static TargetGroupSpec targetGroup(String healthPath, String targetType) {
    return new TargetGroupSpec(
        "k8s-shop-web-0123456789",
        targetType,
        8080,
        "HTTP",
        "HTTP1",
        "ipv4",
        new HealthCheck(new IntOrString("traffic-port"), "HTTP", healthPath, null, 15, 5, 2, 2),
        List.of(),
        Map.of(),
        null);
  }
}
