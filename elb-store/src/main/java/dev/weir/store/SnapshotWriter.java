package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.RegisteredTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Makes the data plane's snapshot of a state, reusing what did not change.
final class SnapshotWriter {
  private static final Set<Table<?>> SERVED =
      Set.of(
          Tables.LOAD_BALANCERS,
          Tables.LISTENERS,
          Tables.RULES,
          Tables.TARGET_GROUPS,
          Tables.TARGETS,
          Tables.CERTIFICATES,
          Tables.TRUST_STORES);

  private SnapshotWriter() {}

  static ElbSnapshot next(ElbSnapshot last, long revision, StateView state, Set<Table<?>> changed) {
    if (Collections.disjoint(SERVED, changed)) {
      return last;
    }
    return new ElbSnapshot(
        revision,
        changed.contains(Tables.LOAD_BALANCERS)
            ? byArn(state, Tables.LOAD_BALANCERS, v -> v)
            : last.loadBalancers(),
        changed.contains(Tables.LISTENERS)
            ? byArn(state, Tables.LISTENERS, v -> v)
            : last.listeners(),
        changed.contains(Tables.RULES) ? rulesByListener(state) : last.rules(),
        changed.contains(Tables.TARGET_GROUPS)
            ? byArn(state, Tables.TARGET_GROUPS, v -> v)
            : last.targetGroups(),
        changed.contains(Tables.TARGETS) ? targetsByGroup(state) : last.targets(),
        changed.contains(Tables.CERTIFICATES)
            ? byArn(state, Tables.CERTIFICATES, StoredCertificate::certificate)
            : last.certificates(),
        changed.contains(Tables.TRUST_STORES)
            ? byArn(state, Tables.TRUST_STORES, StoredTrustStore::trustStore)
            : last.trustStores());
  }

  private static <V, S> SortedMap<Arn, S> byArn(
      StateView state, Table<V> table, Function<V, S> served) {
    SortedMap<Arn, S> map = new TreeMap<>();
    state.all(table).forEach((key, value) -> map.put(Arn.of(key), served.apply(value)));
    return map;
  }

  private static Map<Arn, List<ListenerRule>> rulesByListener(StateView state) {
    Map<Arn, List<ListenerRule>> map = new TreeMap<>();
    for (ListenerRule rule : state.all(Tables.RULES).values()) {
      map.computeIfAbsent(rule.listenerArn(), listener -> new ArrayList<>()).add(rule);
    }
    map.replaceAll((listener, rules) ->
        rules.stream().sorted(Comparator.comparingInt(ListenerRule::priority)).toList());
    return map;
  }

  private static Map<Arn, List<RegisteredTarget>> targetsByGroup(StateView state) {
    Map<Arn, List<RegisteredTarget>> map = new TreeMap<>();
    state
        .all(Tables.TARGETS)
        .values()
        .forEach(group -> map.put(group.targetGroupArn(), group.targets()));
    return map;
  }
}
