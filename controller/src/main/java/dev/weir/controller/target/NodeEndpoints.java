package dev.weir.controller.target;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Selects the nodes whose node port are targets, for target type `instance`.
///
/// @param failOpen takes nodes of unknown state when none is ready
public record NodeEndpoints(boolean failOpen) {
  private static final List<String> EXCLUDING_LABELS =
      List.of(
          "node-role.kubernetes.io/master",
          "node.kubernetes.io/exclude-from-external-load-balancers",
          "alpha.service-controller.kubernetes.io/exclude-balancer");
  private static final Pattern INSTANCE_ID = Pattern.compile("^i-[^/]*$");

  public EndpointSelection select(
      int nodePort, Collection<Node> nodes, @Nullable LabelSelector selector) {
    List<Endpoint> ready = new ArrayList<>();
    List<Endpoint> unknown = new ArrayList<>();
    for (Node node : nodes) {
      if (isSuitable(node) && LabelMatch.matches(selector, labels(node))) {
        switch (readyStatus(node)) {
          case "True" -> ready.add(endpoint(node, nodePort));
          case "Unknown" -> unknown.add(endpoint(node, nodePort));
          default -> {}
        }
      }
    }
    return new EndpointSelection(ready.isEmpty() && failOpen ? unknown : ready, false);
  }

  /// Whether nodes of this kind may be targets at all, ready or not.
  static boolean isSuitable(Node node) {
    Map<String, String> labels = labels(node);
    if (EXCLUDING_LABELS.stream().anyMatch(labels::containsKey)
        || "fargate".equals(labels.get("eks.amazonaws.com/compute-type"))) {
      return false;
    }
    return node.getSpec() == null
        || node.getSpec().getTaints().stream()
            .noneMatch(taint ->
                taint.getKey().equals("ToBeDeletedByClusterAutoscaler")
                    || (taint.getKey().equals("karpenter.sh/disrupted")
                        && "NoSchedule".equals(taint.getEffect())));
  }

  /// The status of the Ready condition: `True`, `False` or `Unknown`; `False` when there is none.
  static String readyStatus(Node node) {
    if (node.getStatus() == null) {
      return "False";
    }
    return node.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(condition -> condition.getStatus())
        .findFirst()
        .orElse("False");
  }

  /// The EC2 instance behind the node, from the end of its provider id.
  public static String instanceId(Node node) {
    String name = node.getMetadata().getName();
    String providerId = node.getSpec() == null ? null : node.getSpec().getProviderID();
    if (providerId == null || providerId.isEmpty()) {
      throw new IllegalArgumentException("providerID is not specified for node: " + name);
    }
    String last = providerId.substring(providerId.lastIndexOf('/') + 1);
    if (providerId.startsWith("eks-hybrid://")) {
      return "hybrid-" + last;
    }
    if (!INSTANCE_ID.matcher(last).matches()) {
      throw new IllegalArgumentException(
          "providerID " + providerId + " is invalid for EC2 instances, node: " + name);
    }
    return last;
  }

  private static Endpoint endpoint(Node node, int nodePort) {
    return new Endpoint.NodeEndpoint(instanceId(node), nodePort, node);
  }

  private static Map<String, String> labels(Node node) {
    return Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
  }
}
