package dev.weir.console;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// A registered target with its health and the pod behind it.
///
/// @param zone empty when the target has none of its own
/// @param state as the API spells it
/// @param code the API's code of the reason; empty when healthy
/// @param reason in words; empty when healthy
/// @param since when it came into the state
/// @param pod `namespace/name`; empty when no pod has the address
/// @param node empty when no pod has the address
public record TargetRow(
    String id,
    int port,
    String zone,
    String state,
    String code,
    String reason,
    Optional<Instant> since,
    String pod,
    String node) {
  /// The states that a summary always shows, so that it does not move when one comes.
  private static final List<String> ALWAYS =
      List.of("healthy", "unhealthy", "unused", "initial", "draining");

  static TargetRow of(
      TargetGroup group,
      TargetHealthDescription description,
      Map<String, Pod> pods,
      TrafficSource traffic) {
    var target = description.target();
    var health = description.targetHealth();
    Pod pod = pods.get(target.id());
    return new TargetRow(
        target.id(),
        target.port(),
        text(target.availabilityZone()),
        health.stateAsString(),
        text(health.reasonAsString()),
        text(health.description()),
        traffic.stateSince(group.targetGroupArn(), target.id(), target.port()),
        pod == null ? "" : pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName(),
        pod == null ? "" : text(pod.getSpec().getNodeName()));
  }

  /// How many targets are in each state, by state.
  static Map<String, Integer> counts(List<TargetRow> targets) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    ALWAYS.forEach(state -> counts.put(state, 0));
    targets.forEach(target -> counts.merge(target.state(), 1, Integer::sum));
    return counts;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
