package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What is worth a reconcile among the events of a watch.
public final class Changes {
  private Changes() {}

  public static <T> ResourceEventHandler<T> of(
      Consumer<T> added, BiConsumer<T, T> updated, Consumer<T> deleted) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        added.accept(object);
      }

      @Override
      public void onUpdate(T before, T after) {
        updated.accept(before, after);
      }

      @Override
      public void onDelete(T object, boolean finalStateUnknown) {
        deleted.accept(object);
      }
    };
  }

  /// Ignores changes of status, labels and finalizers. An unchanged object is a resync and counts.
  public static boolean annotationsSpecOrDeletion(HasMetadata before, HasMetadata after) {
    var old = before.getMetadata();
    var now = after.getMetadata();
    return Objects.equals(old.getResourceVersion(), now.getResourceVersion())
        || !annotations(before).equals(annotations(after))
        || !Objects.equals(old.getDeletionTimestamp(), now.getDeletionTimestamp())
        || !Objects.equals(spec(before), spec(after));
  }

  private static Map<String, String> annotations(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of());
  }

  private static Object spec(HasMetadata object) {
    return switch (object) {
      case io.fabric8.kubernetes.api.model.networking.v1.Ingress ingress ->
          Optional.ofNullable(ingress.getSpec());
      case io.fabric8.kubernetes.api.model.networking.v1.IngressClass ingressClass ->
          Optional.ofNullable(ingressClass.getSpec());
      case io.fabric8.kubernetes.api.model.Service service ->
          Optional.ofNullable(service.getSpec());
      default -> throw new IllegalArgumentException("no spec is compared for " + object.getKind());
    };
  }
}
