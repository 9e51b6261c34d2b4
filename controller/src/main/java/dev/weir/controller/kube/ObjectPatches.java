package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The small changes that the controller makes to objects of others: finalizers, annotations,
/// status.
public final class ObjectPatches {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);
  private static final int ATTEMPTS = 10;

  private final KubernetesClient client;

  public ObjectPatches(KubernetesClient client) {
    this.client = client;
  }

  /// Adds the finalizer unless it is there. An object that is gone is left alone.
  public void addFinalizer(HasMetadata object, String finalizer) {
    changeFinalizers(object, finalizer, true);
  }

  public void removeFinalizer(HasMetadata object, String finalizer) {
    changeFinalizers(object, finalizer, false);
  }

  public static boolean hasFinalizer(HasMetadata object, String finalizer) {
    return finalizers(object).contains(finalizer);
  }

  /// Sets annotations; a null value removes the annotation.
  public void annotate(HasMetadata object, Map<String, @Nullable String> annotations) {
    resource(object).patch(MERGE, json(Map.of("metadata", Map.of("annotations", annotations))));
  }

  /// Replaces the given fields of the status; null removes one.
  public void mergeStatus(HasMetadata object, Map<String, ?> status) {
    resource(object).subresource("status").patch(MERGE, json(Map.of("status", status)));
  }

  /// Merges lists by their keys, for the object with this uid only.
  public void strategicStatus(HasMetadata object, Map<String, ?> status) {
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("metadata", Map.of("uid", object.getMetadata().getUid()));
    patch.put("status", status);
    resource(object).subresource("status").patch(STRATEGIC, json(patch));
  }

  private void changeFinalizers(HasMetadata object, String finalizer, boolean present) {
    for (int attempt = 1; ; attempt++) {
      Optional<HasMetadata> current = Optional.ofNullable(resource(object).get());
      if (current.isEmpty() || hasFinalizer(current.get(), finalizer) == present) {
        return;
      }
      try {
        patchFinalizers(current.get(), finalizer, present);
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && !present) {
          return;
        }
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void patchFinalizers(HasMetadata current, String finalizer, boolean present) {
    List<String> changed = new ArrayList<>(finalizers(current));
    if (present) {
      changed.add(finalizer);
    } else {
      changed.remove(finalizer);
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", current.getMetadata().getResourceVersion());
    metadata.put("finalizers", changed);
    resource(current).patch(MERGE, json(Map.of("metadata", metadata)));
  }

  private static List<String> finalizers(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getFinalizers()).orElse(List.of());
  }

  private Resource<HasMetadata> resource(HasMetadata object) {
    return client.resource(object);
  }

  private String json(Object value) {
    return client.getKubernetesSerialization().asJson(value);
  }
}
