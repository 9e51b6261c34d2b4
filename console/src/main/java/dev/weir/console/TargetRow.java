package dev.weir.console;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// A registered target with its health and the pod behind it.
///
/// @param state as the API spells it
/// @param reason in words; empty when healthy
/// @param pod `namespace/name`; empty when no pod has the address
public record TargetRow(
    String id,
    int port,
    String zone,
    String state,
    String code,
    String reason,
    String pod,
    String node) {

  static TargetRow of(TargetHealthDescription description, Map<String, Pod> pods) {
    Pod pod = pods.get(description.target().id());
    var health = description.targetHealth();
    return new TargetRow(
        description.target().id(),
        description.target().port(),
        text(description.target().availabilityZone()),
        health.stateAsString(),
        text(health.reasonAsString()),
        text(health.description()),
        pod == null ? "" : pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName(),
        pod == null ? "" : text(pod.getSpec().getNodeName()));
  }

  /// How many targets are in each state, by state.
  static Map<String, Integer> counts(List<TargetRow> targets) {
    Map<String, Integer> counts = new TreeMap<>();
    targets.forEach(target -> counts.merge(target.state(), 1, Integer::sum));
    return counts;
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }
}
