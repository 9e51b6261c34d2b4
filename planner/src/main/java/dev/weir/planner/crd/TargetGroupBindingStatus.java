package dev.weir.planner.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The status of [TargetGroupBinding].
///
/// @param observedGeneration the generation that was reconciled last
/// @param conditions only `Ready`, false with reason `FailedCleanup`, when clean-up fails
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TargetGroupBindingStatus(
    @Nullable Long observedGeneration, List<Condition> conditions) {

  public TargetGroupBindingStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /// Nothing observed yet.
  public static TargetGroupBindingStatus empty() {
    return new TargetGroupBindingStatus(null, List.of());
  }
}
