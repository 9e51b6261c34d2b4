package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.proxy.tls.SecurityPolicy;
import dev.weir.proxy.tls.TargetTls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// TLS towards the targets of each load balancer, made once per security policy. Used by the thread
/// that applies snapshots.
final class TargetTlsSources {
  private final Map<SecurityPolicy, TargetTls> made = new HashMap<>();
  private Map<Arn, List<String>> policies = Map.of();

  /// What is asked for from now on is that of this snapshot.
  void apply(ElbSnapshot snapshot) {
    Map<Arn, List<String>> found = new HashMap<>();
    for (Listener listener : snapshot.listeners().values()) {
      String policy = listener.sslPolicy();
      if (listener.protocol().isSecure() && policy != null) {
        found.computeIfAbsent(listener.loadBalancerArn(), _ -> new ArrayList<>()).add(policy);
      }
    }
    policies = found;
  }

  TargetTls of(Arn loadBalancer) {
    List<String> ofListeners = policies.getOrDefault(loadBalancer, List.of());
    return made.computeIfAbsent(SecurityPolicy.towardsTargets(ofListeners), TargetTls::of);
  }
}
