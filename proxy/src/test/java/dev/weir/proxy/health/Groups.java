package dev.weir.proxy.health;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.HealthCheck;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerState;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Snapshots with one load balancer in eu-west-1a and eu-west-1b, for tests.
public final class Groups {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Arn LOAD_BALANCER =
      Arn.loadBalancer("eu-west-1", "000000000000", LoadBalancerType.APPLICATION, "test", "1");

  private Groups() {}

  public static HealthCheck check(TargetGroupProtocol protocol, String matcher) {
    return new HealthCheck(true, protocol, "traffic-port", "/health", matcher, 5, 2, 3, 2);
  }

  public static TargetGroup group(String name, HealthCheck check, String... attributes) {
    return group(name, TargetGroupProtocol.HTTP, ProtocolVersion.HTTP1, check, attributes);
  }

  public static TargetGroup group(
      String name,
      TargetGroupProtocol protocol,
      ProtocolVersion version,
      HealthCheck check,
      String... attributes) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put(attributes[i], attributes[i + 1]);
    }
    return new TargetGroup(
        Arn.targetGroup("eu-west-1", "000000000000", name, "1"),
        name,
        protocol,
        version,
        80,
        "vpc-1",
        TargetType.IP,
        "ipv4",
        check,
        Optional.empty(),
        map);
  }

  public static RegisteredTarget target(String address, int port) {
    return new RegisteredTarget(Target.of(address, port), address, START, Optional.empty());
  }

  public static RegisteredTarget targetIn(String zone, String address, int port) {
    return new RegisteredTarget(
        new Target(address, port, Optional.of(zone), Optional.empty()),
        address,
        START,
        Optional.empty());
  }

  public static RegisteredTarget draining(RegisteredTarget target) {
    return new RegisteredTarget(
        target.target(), target.address(), target.registeredAt(), Optional.of(START));
  }

  /// A snapshot whose only listener forwards to the group.
  public static ElbSnapshot snapshot(TargetGroup group, RegisteredTarget... targets) {
    return snapshot(Map.of(group, Arrays.asList(targets)), RuleAction.Forward.to(group.arn()));
  }

  public static ElbSnapshot snapshot(
      Map<TargetGroup, List<RegisteredTarget>> groups, RuleAction action) {
    var targetGroups = new TreeMap<Arn, TargetGroup>();
    var targets = new HashMap<Arn, List<RegisteredTarget>>();
    groups.forEach((group, registered) -> {
      targetGroups.put(group.arn(), group);
      targets.put(group.arn(), registered);
    });
    var loadBalancers = new TreeMap<>(Map.of(LOAD_BALANCER, loadBalancer()));
    var listeners = new TreeMap<>(Map.of(LOAD_BALANCER.listener("2"), listener(action)));
    return new ElbSnapshot(
        1,
        loadBalancers,
        listeners,
        Map.of(),
        targetGroups,
        targets,
        new TreeMap<>(),
        new TreeMap<>());
  }

  public static LoadBalancer loadBalancer() {
    return new LoadBalancer(
        LOAD_BALANCER,
        "test",
        LoadBalancerType.APPLICATION,
        "internet-facing",
        "ipv4",
        "vpc-1",
        List.of(
            LoadBalancer.Zone.of("eu-west-1a", "subnet-a"),
            LoadBalancer.Zone.of("eu-west-1b", "subnet-b")),
        List.of(),
        "test.elb.localhost",
        "Z1",
        START,
        LoadBalancerState.ACTIVE,
        List.of("127.0.0.1"),
        Map.of(),
        LoadBalancer.Settings.NONE);
  }

  public static Listener listener(RuleAction action) {
    return new Listener(
        LOAD_BALANCER.listener("2"),
        LOAD_BALANCER,
        80,
        ListenerProtocol.HTTP,
        List.of(action),
        List.of(),
        null,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
