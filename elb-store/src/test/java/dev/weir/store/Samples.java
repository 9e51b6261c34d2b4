package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.HealthCheck;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Load balancers and what belongs to them, everything defaulted but the name.
final class Samples {
  static final RuleAction NOT_FOUND = new RuleAction.FixedResponse(404, "text/plain", "");

  private Samples() {}

  static NewLoadBalancer loadBalancer(String name) {
    return new NewLoadBalancer(
        name,
        LoadBalancerType.APPLICATION,
        "internet-facing",
        "ipv4",
        "vpc-1",
        List.of(LoadBalancer.Zone.of("eu-west-1a", "subnet-a")),
        List.of("sg-1"),
        LoadBalancer.Settings.NONE);
  }

  static NewTargetGroup targetGroup(String name) {
    return targetGroup(name, TargetGroupProtocol.HTTP, TargetType.IP);
  }

  static NewTargetGroup targetGroup(String name, TargetGroupProtocol protocol, TargetType type) {
    return new NewTargetGroup(
        name,
        protocol,
        protocol.isHttp() ? ProtocolVersion.HTTP1 : null,
        80,
        "vpc-1",
        type,
        "ipv4",
        new HealthCheck(true, TargetGroupProtocol.HTTP, "traffic-port", "/", "200", 30, 5, 5, 2),
        Optional.empty());
  }

  static NewListener listener(Arn loadBalancer, int port, RuleAction... actions) {
    return new NewListener(
        loadBalancer,
        port,
        ListenerProtocol.HTTP,
        actions.length == 0 ? List.of(NOT_FOUND) : List.of(actions),
        List.of(),
        null,
        Optional.empty(),
        Optional.empty());
  }

  static List<RuleCondition> path(String pattern) {
    return List.of(new RuleCondition.PathPattern(List.of(pattern), List.of()));
  }

  static Arn createLoadBalancer(ElbStore store, String name) {
    return store.write(t -> t.loadBalancers().create(loadBalancer(name), Map.of())).arn();
  }

  static Arn createTargetGroup(ElbStore store, String name) {
    return store.write(t -> t.targetGroups().create(targetGroup(name), Map.of())).arn();
  }

  static Listener createListener(ElbStore store, Arn loadBalancer, int port, RuleAction... to) {
    return store.write(t -> t.listeners().create(listener(loadBalancer, port, to), Map.of()));
  }

  static TargetGroup get(ElbStore store, Arn group) {
    return store.write(t -> t.targetGroups().get(group));
  }

  static void register(ElbStore store, Arn group, String address) {
    store.write(t -> {
      t.targets()
          .register(group, List.of(new Targets.Registration(Target.of(address, 80), address)));
      return group;
    });
  }

  static void deregister(ElbStore store, Arn group, String address) {
    store.write(t -> {
      t.targets().deregister(group, List.of(new Target.TargetKey(address, 80)));
      return group;
    });
  }
}
