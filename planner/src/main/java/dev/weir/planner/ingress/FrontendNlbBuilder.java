package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.FrontendNlbAnnotations;
import dev.weir.planner.name.IngressNames;
import dev.weir.planner.stack.FrontendNlbTargetGroups.FrontendNlbTarget;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Network Load Balancer in front of the Application Load Balancer, with `enable-frontend-nlb`.
final class FrontendNlbBuilder {

  private static final String ID = "FrontendNlb";

  private final PlanContext context;
  private final LoadBalancerSpec behind;

  FrontendNlbBuilder(PlanContext context, LoadBalancerBuilder.Built loadBalancer) {
    this.context = context;
    this.behind = loadBalancer.spec();
  }

  /// Adds load balancer, listeners and target groups to the stack.
  ///
  /// @return the targets to register once the load balancers exist, by target group name
  Map<String, FrontendNlbTarget> build(OpenedPorts opened) {
    if (!isEnabled()) {
      return Map.of();
    }
    LoadBalancerSpec spec = new FrontendNlbSettings(context, behind).build();
    context.stack().add(ID, spec);
    SortedMap<String, FrontendNlbTarget> targets = new TreeMap<>();
    new FrontendNlbPorts(context.members())
        .merged(opened)
        .forEach((port, config) -> addListener(port, config, spec.tags(), targets));
    return targets;
  }

  private boolean isEnabled() {
    Set<Boolean> explicit = new HashSet<>();
    for (ClassifiedIngress member : context.members()) {
      member
          .annotations()
          .bool(FrontendNlbAnnotations.ENABLE_FRONTEND_NLB)
          .ifPresent(explicit::add);
    }
    if (explicit.size() > 1) {
      throw PlanError.inField(
          FrontendNlbAnnotations.ENABLE_FRONTEND_NLB.key(),
          "conflicting enable frontend NLB values");
    }
    return explicit.contains(true);
  }

  private void addListener(
      int port,
      FrontendNlbPort config,
      Map<String, String> tags,
      Map<String, FrontendNlbTarget> targets) {
    String groupId = ID + "-tg-TCP-" + port;
    TargetGroupSpec group = targetGroup(port, config, tags);
    Token arn = Token.targetGroupArn(groupId);
    context
        .stack()
        .add(groupId, group)
        .add(
            ID + "-ls-TCP-" + port,
            new ListenerSpec(
                Token.loadBalancerArn(ID),
                port,
                "TCP",
                List.of(RuleAction.Forward.to(arn)),
                List.of(),
                null,
                List.of(),
                null,
                tags,
                List.of()));
    targets.put(
        group.name(),
        new FrontendNlbTarget(
            group.name(),
            arn,
            port,
            Token.loadBalancerArn(PlanContext.LOAD_BALANCER),
            config.targetPort()));
  }

  private TargetGroupSpec targetGroup(int port, FrontendNlbPort config, Map<String, String> tags) {
    IngressNames names = context.names();
    return new TargetGroupSpec(
        names.frontendTargetGroup(
            port, config.healthCheck().portText(), config.healthCheck().protocol()),
        "alb",
        port,
        "TCP",
        null,
        "ipv4",
        config.healthCheck().spec(),
        List.of(),
        tags,
        null);
  }
}
