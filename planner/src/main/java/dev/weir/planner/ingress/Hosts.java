package dev.weir.planner.ingress;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The host names of an Ingress, which certificates must be good for.
final class Hosts {

  private Hosts() {}

  /// Hosts of rules and of `spec.tls`, sorted.
  static SortedSet<String> of(Ingress ingress) {
    SortedSet<String> hosts = new TreeSet<>();
    if (ingress.getSpec() == null) {
      return hosts;
    }
    for (IngressRule rule : orEmpty(ingress.getSpec().getRules())) {
      if (rule.getHost() != null && !rule.getHost().isEmpty()) {
        hosts.add(rule.getHost());
      }
    }
    for (IngressTLS tls : orEmpty(ingress.getSpec().getTls())) {
      hosts.addAll(orEmpty(tls.getHosts()));
    }
    return hosts;
  }

  static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
