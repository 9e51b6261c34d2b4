package dev.weir.controller.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;

/// The part of an `AdmissionReview`'s request that webhooks read.
///
/// @param namespace of the object; empty for types without namespaces
/// @param object the new state
/// @param before the stored state; empty for a creation
public record AdmissionCall(
    String namespace,
    Map<String, Object> object,
    Optional<Map<String, Object>> before,
    KubernetesSerialization json) {

  <T extends HasMetadata> T object(Class<T> type) {
    return typed(object, type);
  }

  <T extends HasMetadata> Optional<T> before(Class<T> type) {
    return before.map(state -> typed(state, type));
  }

  /// A new object has no namespace of its own when the path names it.
  private <T extends HasMetadata> T typed(Map<String, Object> state, Class<T> type) {
    T typed = json.convertValue(state, type);
    if (typed.getMetadata().getNamespace() == null && !namespace.isEmpty()) {
      typed.getMetadata().setNamespace(namespace);
    }
    return typed;
  }
}
