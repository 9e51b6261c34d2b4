package dev.weir.planner.report;

import dev.weir.planner.stack.TargetGroupBindingSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Counts the targets that a binding would register: the addresses behind its Service for target
/// type `ip`, the nodes for `instance`.
public final class TargetCounts implements ToIntFunction<TargetGroupBindingSpec> {

  private static final String SERVICE_LABEL = "kubernetes.io/service-name";
  private static final Set<String> EXCLUDING_LABELS =
      Set.of(
          "node-role.kubernetes.io/master",
          "node.kubernetes.io/exclude-from-external-load-balancers",
          "alpha.service-controller.kubernetes.io/exclude-balancer");

  private final Map<String, List<EndpointSlice>> slices = new HashMap<>();
  private final List<Node> nodes;

  public TargetCounts(Collection<EndpointSlice> slices, Collection<Node> nodes) {
    for (EndpointSlice slice : slices) {
      String service = labels(slice.getMetadata().getLabels()).get(SERVICE_LABEL);
      if (service != null) {
        this.slices
            .computeIfAbsent(
                slice.getMetadata().getNamespace() + "/" + service, _ -> new ArrayList<>())
            .add(slice);
      }
    }
    this.nodes = List.copyOf(nodes);
  }

  @Override
  public int applyAsInt(TargetGroupBindingSpec binding) {
    return binding.targetType().equals("instance") ? nodes(binding) : addresses(binding);
  }

  private int addresses(TargetGroupBindingSpec binding) {
    String family = "ipv6".equals(binding.ipAddressType()) ? "IPv6" : "IPv4";
    String service = binding.namespace() + "/" + binding.serviceRef().name();
    Set<String> addresses = new HashSet<>();
    for (EndpointSlice slice : slices.getOrDefault(service, List.of())) {
      if (family.equals(slice.getAddressType()) && slice.getEndpoints() != null) {
        slice.getEndpoints().stream()
            .filter(TargetCounts::isReady)
            .forEach(endpoint -> addresses.addAll(endpoint.getAddresses()));
      }
    }
    return addresses.size();
  }

  private int nodes(TargetGroupBindingSpec binding) {
    return (int)
        nodes.stream()
            .filter(node -> {
              Map<String, String> labels = labels(node.getMetadata().getLabels());
              return labels.entrySet().containsAll(binding.nodeLabels().entrySet())
                  && EXCLUDING_LABELS.stream().noneMatch(labels::containsKey)
                  && isReady(node);
            })
            .count();
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  // A node in a manifest has no status; it is meant to be ready.
  private static boolean isReady(Node node) {
    NodeStatus status = node.getStatus();
    if (status == null || status.getConditions() == null) {
      return true;
    }
    for (NodeCondition condition : status.getConditions()) {
      if ("Ready".equals(condition.getType())) {
        return "True".equals(condition.getStatus());
      }
    }
    return true;
  }

  private static Map<String, String> labels(Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }
}
