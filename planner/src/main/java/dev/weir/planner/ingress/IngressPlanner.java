package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.stack.FrontendNlbTargetGroups;
import dev.weir.planner.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Plans the Application Load Balancer of an Ingress group.
public final class IngressPlanner {

  private IngressPlanner() {}

  /// The stack of the group; nearly empty when the group has no active members.
  ///
  /// @throws PlanError with the text of the AWS Load Balancer Controller when the group cannot be
  ///   planned
  public static Stack plan(IngressGroup group, KubernetesObjects objects, Environment environment) {
    DeletionProtection.check(group);
    Stack.Builder stack = Stack.builder(group.id().toString());
    PlanContext context = new PlanContext(group, objects, environment, stack);
    Map<String, FrontendNlbTargetGroups.FrontendNlbTarget> frontend = Map.of();
    if (!group.activeMembers().isEmpty()) {
      frontend = new Model(context).build();
    }
    return stack.add(FrontendNlbTargetGroups.ID, new FrontendNlbTargetGroups(frontend)).build();
  }

  /// The steps of planning, in the order that decides which error is reported first.
  private record Model(PlanContext context) {

    Map<String, FrontendNlbTargetGroups.FrontendNlbTarget> build() {
      IngressTags tags = new IngressTags(context.environment());
      OpenedPorts opened = openedPorts(tags);
      SortedMap<Integer, ListenPortConfig> ports = merged(opened);
      LoadBalancerBuilder.Built loadBalancer = new LoadBalancerBuilder(context, tags).build(ports);
      Optional<SslRedirect> sslRedirect = SslRedirect.of(context.members(), ports);
      listeners(tags, opened, ports, loadBalancer, sslRedirect);
      new AddOns(context).build();
      return new FrontendNlbBuilder(context, loadBalancer).build(opened);
    }

    private OpenedPorts openedPorts(IngressTags tags) {
      ListenPortReader reader = new ListenPortReader(context, tags);
      SortedMap<Integer, List<ClassifiedIngress>> ingresses = new TreeMap<>();
      SortedMap<Integer, List<ListenPortMerge.Wish>> wishes = new TreeMap<>();
      for (ClassifiedIngress member : context.members()) {
        read(reader, member)
            .forEach((port, config) -> {
              ingresses.computeIfAbsent(port, _ -> new ArrayList<>()).add(member);
              wishes
                  .computeIfAbsent(port, _ -> new ArrayList<>())
                  .add(new ListenPortMerge.Wish(member.key(), config));
            });
      }
      return new OpenedPorts(ingresses, wishes);
    }

    private static SortedMap<Integer, ListenPortConfig> read(
        ListenPortReader reader, ClassifiedIngress member) {
      try {
        return reader.read(member);
      } catch (PlanError e) {
        throw e.in("ingress: " + member.key()).at("Ingress " + member.key());
      }
    }

    private SortedMap<Integer, ListenPortConfig> merged(OpenedPorts opened) {
      SortedMap<Integer, ListenPortConfig> ports = new TreeMap<>();
      opened
          .wishes()
          .forEach((port, wishes) -> {
            try {
              ports.put(
                  port,
                  new ListenPortMerge(wishes)
                      .merge(context.environment().flags().defaultSslPolicy()));
            } catch (PlanError e) {
              throw e.in("failed to merge listenPort config for port: " + port);
            }
          });
      return ports;
    }

    private void listeners(
        IngressTags tags,
        OpenedPorts opened,
        SortedMap<Integer, ListenPortConfig> ports,
        LoadBalancerBuilder.Built loadBalancer,
        Optional<SslRedirect> sslRedirect) {
      BackendReader backends = new BackendReader(context);
      ActionBuilder actions =
          new ActionBuilder(context, new TargetGroupBuilder(context, tags, loadBalancer));
      ListenerBuilder listeners =
          new ListenerBuilder(context, tags, backends, actions, sslRedirect);
      RuleBuilder rules = new RuleBuilder(context, tags, backends, actions);
      ports.forEach((port, config) -> {
        List<ClassifiedIngress> ingresses = opened.ingresses(port);
        listeners.build(port, config, ingresses);
        if (sslRedirect.isEmpty() || config.isHttps()) {
          rules.build(port, config, ingresses);
        }
      });
    }
  }
}
