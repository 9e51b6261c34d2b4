package dev.weir.controller.admission;

import dev.weir.controller.target.PodReadiness;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Gives new pods a readiness gate for each target group that they will be in.
public final class PodAdmission {
  private static final String LEGACY_PREFIX = "target-health.alb.ingress.k8s.aws/";

  private PodAdmission() {}

  /// The pod's readiness gates as they should be; empty when nothing is to be added.
  ///
  /// @param bindings those of the pod's namespace
  /// @param services by name, of the pod's namespace
  public static Optional<List<String>> readinessGates(
      Pod pod,
      Collection<TargetGroupBinding> bindings,
      Function<String, Optional<Service>> services) {
    List<String> present =
        Optional.ofNullable(pod.getSpec().getReadinessGates()).orElse(List.of()).stream()
            .map(PodReadinessGate::getConditionType)
            .toList();
    List<String> missing =
        bindings.stream()
            .filter(binding -> "ip".equals(binding.getSpec().targetType()))
            .filter(binding ->
                services
                    .apply(binding.getSpec().serviceRef().name())
                    .filter(service -> selects(service, pod))
                    .isPresent())
            .map(binding -> PodReadiness.PREFIX + binding.getMetadata().getName())
            .filter(gate -> !present.contains(gate))
            .sorted()
            .toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    List<String> gates = new ArrayList<>(present);
    gates.removeIf(gate -> gate.startsWith(LEGACY_PREFIX));
    gates.addAll(missing);
    return Optional.of(gates);
  }

  private static boolean selects(Service service, Pod pod) {
    Map<String, String> selector =
        Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of());
    Map<String, String> labels =
        Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
    return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
  }
}
