package dev.weir.proxy;

import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.HealthCheck;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerState;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetType;
import dev.weir.elb.TrustStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Builds snapshots for tests: everything defaults, so that a test says only what it is about.
public final class Snapshots {
  private static final String REGION = "eu-west-1";
  private static final String ACCOUNT = "000000000000";

  private final TreeMap<Arn, LoadBalancer> loadBalancers = new TreeMap<>();
  private final TreeMap<Arn, Listener> listeners = new TreeMap<>();
  private final Map<Arn, List<ListenerRule>> rules = new HashMap<>();
  private final TreeMap<Arn, TargetGroup> groups = new TreeMap<>();
  private final Map<Arn, List<RegisteredTarget>> targets = new HashMap<>();
  private final TreeMap<Arn, Certificate> certificates = new TreeMap<>();
  private final TreeMap<Arn, TrustStore> trustStores = new TreeMap<>();
  private long revision;

  public static Arn loadBalancerArn(String name) {
    return Arn.loadBalancer(
        REGION, ACCOUNT, LoadBalancerType.APPLICATION, name, "50dc6c495c0c9188");
  }

  public static Arn listenerArn(String loadBalancer, int port) {
    return loadBalancerArn(loadBalancer).listener(String.format("%016x", port));
  }

  public static Arn groupArn(String name) {
    return Arn.targetGroup(REGION, ACCOUNT, name, "73e2d6bc24d8a067");
  }

  public Snapshots loadBalancer(String name, String address, Map<String, String> attributes) {
    Arn arn = loadBalancerArn(name);
    loadBalancers.put(
        arn,
        new LoadBalancer(
            arn,
            name,
            LoadBalancerType.APPLICATION,
            "internet-facing",
            "ipv4",
            "vpc-1",
            List.of(),
            List.of(),
            name + "-1.eu-west-1.elb.localhost",
            "Z32O12XQLNTSW2",
            Instant.EPOCH,
            LoadBalancerState.ACTIVE,
            List.of(address),
            attributes,
            LoadBalancer.Settings.NONE));
    return this;
  }

  public Snapshots listener(String loadBalancer, int port, RuleAction... defaults) {
    return listener(loadBalancer, port, ListenerProtocol.HTTP, List.of(), "", Map.of(), defaults);
  }

  public Snapshots listener(
      String loadBalancer,
      int port,
      ListenerProtocol protocol,
      List<Arn> certificateArns,
      String policy,
      Map<String, String> attributes,
      RuleAction... defaults) {
    Arn arn = listenerArn(loadBalancer, port);
    listeners.put(
        arn,
        new Listener(
            arn,
            loadBalancerArn(loadBalancer),
            port,
            protocol,
            List.of(defaults),
            certificateArns,
            policy.isEmpty() ? null : policy,
            Optional.empty(),
            Optional.empty(),
            attributes));
    return this;
  }

  /// An HTTPS listener with the default policy.
  public Snapshots secureListener(
      String loadBalancer, int port, Certificate certificate, RuleAction... defaults) {
    return certificate(certificate)
        .listener(
            loadBalancer,
            port,
            ListenerProtocol.HTTPS,
            List.of(certificate.arn()),
            "",
            Map.of(),
            defaults);
  }

  public Snapshots listener(Listener listener) {
    listeners.put(listener.arn(), listener);
    return this;
  }

  public Snapshots removeListener(String loadBalancer, int port) {
    listeners.remove(listenerArn(loadBalancer, port));
    return this;
  }

  public Snapshots rule(
      String loadBalancer, int port, int priority, RuleCondition condition, RuleAction... actions) {
    Arn listener = listenerArn(loadBalancer, port);
    List<ListenerRule> all = new ArrayList<>(rules.getOrDefault(listener, List.of()));
    all.add(
        new ListenerRule(
            listener.rule("r" + priority),
            listener,
            priority,
            List.of(condition),
            List.of(actions),
            List.of()));
    rules.put(listener, List.copyOf(all));
    return this;
  }

  public Snapshots rule(ListenerRule rule) {
    List<ListenerRule> all = new ArrayList<>(rules.getOrDefault(rule.listenerArn(), List.of()));
    all.add(rule);
    rules.put(rule.listenerArn(), List.copyOf(all));
    return this;
  }

  public Snapshots clearRules(String loadBalancer, int port) {
    rules.remove(listenerArn(loadBalancer, port));
    return this;
  }

  public Snapshots group(String name, int... ports) {
    return group(name, TargetGroupProtocol.HTTP, ProtocolVersion.HTTP1, ports);
  }

  public Snapshots group(
      String name, TargetGroupProtocol protocol, ProtocolVersion version, int... ports) {
    Arn arn = groupArn(name);
    groups.put(
        arn,
        new TargetGroup(
            arn,
            name,
            protocol,
            version,
            80,
            "vpc-1",
            TargetType.IP,
            "ipv4",
            new HealthCheck(
                true, TargetGroupProtocol.HTTP, "traffic-port", "/", "200", 30, 5, 5, 2),
            Optional.empty(),
            Map.of()));
    List<RegisteredTarget> registered = new ArrayList<>();
    for (int port : ports) {
      registered.add(
          new RegisteredTarget(
              Target.of("127.0.0.1", port), "127.0.0.1", Instant.EPOCH, Optional.empty()));
    }
    targets.put(arn, List.copyOf(registered));
    return this;
  }

  /// Marks a target of the group as deregistered.
  public Snapshots drain(String group, int port) {
    targets.computeIfPresent(
        groupArn(group),
        (_, all) ->
            all.stream()
                .map(target ->
                    target.target().port() == port
                        ? new RegisteredTarget(
                            target.target(),
                            target.address(),
                            target.registeredAt(),
                            Optional.of(Instant.EPOCH))
                        : target)
                .toList());
    return this;
  }

  /// Enables zones, a subnet each.
  public Snapshots zones(String loadBalancer, String... zones) {
    loadBalancers.computeIfPresent(
        loadBalancerArn(loadBalancer),
        (_, found) ->
            found.withZones(
                Arrays.stream(zones)
                    .map(zone -> LoadBalancer.Zone.of(zone, "subnet-" + zone))
                    .toList(),
                "ipv4"));
    return this;
  }

  /// A group of targets that are not checked, each in its zone.
  public Snapshots zonalGroup(String name, Map<Integer, String> zonesByPort) {
    group(name);
    Arn arn = groupArn(name);
    groups.computeIfPresent(
        arn,
        (_, found) ->
            found
                .withHealthCheck(
                    new HealthCheck(
                        false, TargetGroupProtocol.HTTP, "traffic-port", "/", "200", 30, 5, 5, 2))
                .withAttributes(Map.of("load_balancing.cross_zone.enabled", "false")));
    targets.put(
        arn,
        zonesByPort.entrySet().stream()
            .map(entry ->
                new RegisteredTarget(
                    new Target(
                        "127.0.0.1",
                        entry.getKey(),
                        Optional.of(entry.getValue()),
                        Optional.empty()),
                    "127.0.0.1",
                    Instant.EPOCH,
                    Optional.empty()))
            .toList());
    return this;
  }

  public Snapshots attributes(String group, Map<String, String> attributes) {
    groups.computeIfPresent(groupArn(group), (_, found) -> found.withAttributes(attributes));
    return this;
  }

  public Snapshots certificate(Certificate certificate) {
    certificates.put(certificate.arn(), certificate);
    return this;
  }

  public Snapshots trustStore(TrustStore trustStore) {
    trustStores.put(trustStore.arn(), trustStore);
    return this;
  }

  public static RuleAction forward(String group) {
    return RuleAction.Forward.to(groupArn(group));
  }

  public static RuleAction fixed(int status, String body) {
    return new RuleAction.FixedResponse(status, "text/plain", body);
  }

  public ElbSnapshot build() {
    return new ElbSnapshot(
        ++revision,
        new TreeMap<>(loadBalancers),
        new TreeMap<>(listeners),
        new HashMap<>(rules),
        new TreeMap<>(groups),
        new HashMap<>(targets),
        new TreeMap<>(certificates),
        new TreeMap<>(trustStores));
  }
}
