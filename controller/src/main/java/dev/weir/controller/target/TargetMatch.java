package dev.weir.controller.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Endpoints against registered targets, by id and port.
///
/// @param matched registered already
/// @param missing to be registered
/// @param surplus to be deregistered
record TargetMatch(List<Pair> matched, List<Endpoint> missing, List<RegisteredTarget> surplus) {
  record Pair(Endpoint endpoint, RegisteredTarget target) {}

  TargetMatch {
    matched = List.copyOf(matched);
    missing = List.copyOf(missing);
    surplus = List.copyOf(surplus);
  }

  static TargetMatch of(List<Endpoint> endpoints, List<RegisteredTarget> targets) {
    Map<String, RegisteredTarget> byKey = new LinkedHashMap<>();
    targets.stream()
        .filter(t -> !t.isDraining())
        .forEach(target -> byKey.put(target.key(), target));
    List<Pair> matched = new ArrayList<>();
    List<Endpoint> missing = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      RegisteredTarget target = byKey.remove(endpoint.key());
      if (target == null) {
        missing.add(endpoint);
      } else {
        matched.add(new Pair(endpoint, target));
      }
    }
    return new TargetMatch(matched, missing, List.copyOf(byKey.values()));
  }
}
