package dev.weir.console;

import dev.weir.console.ConsoleServer.View;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// The read-only pages: what each one needs, fetched when it is asked for.
final class Pages {
  private static final Map<String, Function<LoadBalancer, String>> LOAD_BALANCER_COLUMNS =
      columns(
          column("name", LoadBalancer::loadBalancerName),
          column("state", each -> each.state().codeAsString()),
          column("scheme", LoadBalancer::schemeAsString),
          column("type", LoadBalancer::typeAsString),
          column("created", each -> String.valueOf(each.createdTime())));
  private static final Map<String, Function<TargetGroup, String>> TARGET_GROUP_COLUMNS =
      columns(
          column("name", TargetGroup::targetGroupName),
          column("protocol", TargetGroup::protocolAsString),
          column("type", TargetGroup::targetTypeAsString),
          column("lb", each -> String.join(" ", each.loadBalancerArns())));

  private static final int JOURNAL_ENTRIES = 25;

  private final Inventory inventory;
  private final KubernetesView kubernetes;
  private final Sources sources;

  Pages(Inventory inventory, KubernetesView kubernetes, Sources sources) {
    this.inventory = inventory;
    this.kubernetes = kubernetes;
    this.sources = sources;
  }

  Optional<View> loadBalancers(Map<String, String> parameters) {
    Listing<LoadBalancer> listing =
        Listing.of(
            inventory.loadBalancers(),
            parameters,
            LOAD_BALANCER_COLUMNS,
            each -> each.loadBalancerName() + " " + each.dnsName() + " " + each.vpcId());
    return view("loadBalancers.jte", "listing", listing);
  }

  Optional<View> targetGroups(Map<String, String> parameters) {
    Listing<TargetGroup> listing =
        Listing.of(
            inventory.targetGroups(),
            parameters,
            TARGET_GROUP_COLUMNS,
            each -> each.targetGroupName() + " " + each.loadBalancerArns());
    return view("targetGroups.jte", "listing", listing);
  }

  Optional<View> loadBalancer(Map<String, String> parameters) {
    return inventory
        .loadBalancer(parameters.getOrDefault("name", ""))
        .map(loadBalancer -> {
          Map<String, String> tags = inventory.tags(loadBalancer.loadBalancerArn());
          List<ListenerRow> listeners =
              Concurrently.map(
                  inventory.listeners(loadBalancer),
                  listener -> new ListenerRow(listener, inventory.rules(listener)));
          Map<String, Object> model = new TreeMap<>();
          model.put("loadBalancer", loadBalancer);
          model.put("listeners", listeners);
          model.put("tags", tags);
          model.put("attributes", inventory.attributes(loadBalancer));
          model.put("securityGroups", inventory.securityGroups(loadBalancer));
          model.put("owners", kubernetes.owners(tags));
          model.put("map", resourceMap(loadBalancer, listeners));
          model.put(
              "graphs",
              Graph.ofLoadBalancer(
                  sources.traffic().loadBalancer(loadBalancer.loadBalancerArn()), Instant.now()));
          return new View("loadBalancer.jte", model);
        });
  }

  Optional<View> rules(Map<String, String> parameters) {
    return inventory
        .loadBalancer(parameters.getOrDefault("name", ""))
        .flatMap(loadBalancer ->
            inventory.listeners(loadBalancer).stream()
                .filter(each -> String.valueOf(each.port()).equals(parameters.get("port")))
                .findFirst()
                .map(listener -> rules(loadBalancer, listener)));
  }

  private View rules(LoadBalancer loadBalancer, Listener listener) {
    List<Rule> rules = inventory.rules(listener);
    Map<String, List<String>> origins =
        kubernetes.origins(inventory.tags(loadBalancer.loadBalancerArn()), listener, rules);
    List<RuleRow> rows =
        rules.stream()
            .map(rule ->
                new RuleRow(
                    rule.isDefault() ? "default" : rule.priority(),
                    rule.conditions().stream().map(Words::condition).toList(),
                    Words.actions(rule.actions()),
                    rule.transforms().stream().map(Words::transform).toList(),
                    origins.getOrDefault(rule.ruleArn(), List.of()),
                    sources
                        .traffic()
                        .ruleHits(
                            listener.listenerArn(),
                            rule.isDefault() ? 0 : Integer.parseInt(rule.priority()))))
            .toList();
    return new View(
        "rules.jte", Map.of("loadBalancer", loadBalancer, "listener", listener, "rules", rows));
  }

  Optional<View> targetGroup(Map<String, String> parameters) {
    return inventory
        .targetGroup(parameters.getOrDefault("name", ""))
        .map(group -> {
          Map<String, String> tags = inventory.tags(group.targetGroupArn());
          Map<String, Pod> pods = kubernetes.podsByAddress(tags);
          List<TargetRow> targets =
              inventory.health(group).stream()
                  .map(each -> TargetRow.of(group, each, pods, sources.traffic()))
                  .toList();
          Map<String, Object> model = new TreeMap<>();
          model.put("group", group);
          model.put("targets", targets);
          model.put("counts", TargetRow.counts(targets));
          model.put("attributes", inventory.attributes(group));
          model.put("tags", tags);
          model.put(
              "graphs",
              Graph.ofTargetGroup(
                  sources.traffic().targetGroup(group.targetGroupArn()), Instant.now()));
          return new View("targetGroup.jte", model);
        });
  }

  Optional<View> journal(Map<String, String> parameters) {
    List<JournalSource.Entry> entries = new ArrayList<>();
    Map<String, Integer> newest = new TreeMap<>();
    for (JournalSource.Entry entry : sources.journal().recent()) {
      Integer later = newest.get(entry.about());
      if (later != null && entries.get(later).repeats(entry)) {
        entries.set(later, entries.get(later).after(entry));
      } else {
        if (entries.size() == JOURNAL_ENTRIES) {
          break;
        }
        newest.put(entry.about(), entries.size());
        entries.add(entry);
      }
    }
    return view("journal.jte", "entries", entries);
  }

  private ResourceMap resourceMap(LoadBalancer loadBalancer, List<ListenerRow> listeners) {
    Set<String> drawn = ResourceMap.drawnGroups(listeners);
    List<TargetGroup> groups =
        inventory.targetGroupsOf(loadBalancer).stream()
            .filter(group -> drawn.contains(group.targetGroupArn()))
            .toList();
    List<List<TargetHealthDescription>> health = Concurrently.map(groups, inventory::health);
    Map<String, TargetGroup> groupByArn = new TreeMap<>();
    Map<String, List<TargetHealthDescription>> healthByArn = new TreeMap<>();
    for (int i = 0; i < groups.size(); i++) {
      String arn = groups.get(i).targetGroupArn();
      groupByArn.put(arn, groups.get(i));
      healthByArn.put(arn, health.get(i));
    }
    return ResourceMap.of(
        "/load-balancers/" + loadBalancer.loadBalancerName(), listeners, groupByArn, healthByArn);
  }

  private static Optional<View> view(String template, String name, Object value) {
    return Optional.of(new View(template, Map.of(name, value)));
  }

  private static <T> Map.Entry<String, Function<T, String>> column(
      String key, Function<T, String> value) {
    return Map.entry(key, value);
  }

  /// In the order given, because the first column is the default.
  @SafeVarargs
  private static <T> Map<String, Function<T, String>> columns(
      Map.Entry<String, Function<T, String>>... columns) {
    Map<String, Function<T, String>> all = new LinkedHashMap<>();
    for (Map.Entry<String, Function<T, String>> column : columns) {
      all.put(column.getKey(), column.getValue());
    }
    return all;
  }
}
