package dev.weir.controller.ingress;

import dev.weir.controller.kube.Changes;
import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.queue.WorkQueue;
import dev.weir.planner.PlanError;
import dev.weir.planner.ingress.IngressGroupId;
import dev.weir.planner.ingress.IngressGroupLoader;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.Objects;

/// Queues the groups that a change in the cluster concerns.
public final class IngressTriggers {
  private static final String BY_SERVICE = "ingress.serviceRef.name";
  private static final String BY_SECRET = "ingress.secretRef.name";
  private static final String BY_CLASS = "ingress.ingressClassRef.name";

  private final InformerCaches caches;
  private final IngressGroupLoader loader;
  private final EventRecorder events;
  private final WorkQueue<IngressGroupId> queue;

  public IngressTriggers(
      InformerCaches caches,
      IngressGroupLoader loader,
      EventRecorder events,
      WorkQueue<IngressGroupId> queue) {
    this.caches = caches;
    this.loader = loader;
    this.events = events;
    this.queue = queue;
  }

  /// Adds the indexes that the triggers need; before the caches start.
  public static void index(InformerCaches caches) {
    caches.ingresses().index(BY_SERVICE, IngressReferences::services);
    caches.ingresses().index(BY_SECRET, IngressReferences::secrets);
    caches.ingresses().index(BY_CLASS, IngressReferences::ingressClass);
    caches.services().index(BY_SECRET, IngressReferences::secrets);
  }

  /// Starts to listen; after the caches are complete.
  public void listen() {
    // A deletion needs no trigger: the finalizer makes it an update first.
    caches.ingresses().onChange(Changes.of(this::enqueue, this::changed, _ -> {}));
    caches
        .services()
        .onChange(Changes.of(this::serviceChanged, this::serviceChanged, this::serviceChanged));
    caches
        .secrets()
        .onChange(Changes.of(this::secretChanged, this::secretChanged, this::secretChanged));
    caches
        .ingressClasses()
        .onChange(Changes.of(this::classChanged, this::classChanged, this::classChanged));
    caches
        .ingressClassParams()
        .onChange(
            Changes.of(
                params -> paramsChanged(params.getMetadata().getName()),
                (before, after) -> {
                  if (!Objects.equals(before.getSpec(), after.getSpec())) {
                    paramsChanged(after.getMetadata().getName());
                  }
                },
                params -> paramsChanged(params.getMetadata().getName())));
  }

  /// Queues every group, as after a long time without a look at AWS.
  public void resync() {
    caches.ingresses().list().forEach(this::enqueue);
  }

  private void changed(Ingress before, Ingress after) {
    if (Changes.annotationsSpecOrDeletion(before, after)) {
      enqueue(after);
    }
  }

  private void enqueue(Ingress ingress) {
    try {
      loader.groupOf(ingress).ifPresent(queue::add);
    } catch (PlanError e) {
      events.warning(
          ingress,
          IngressGroupReconciler.COMPONENT,
          "FailedLoadGroupID",
          "failed load groupID due to " + e.getMessage());
    }
    loader.pendingGroups(ingress).forEach(queue::add);
  }

  private void serviceChanged(Service before, Service after) {
    if (Changes.annotationsSpecOrDeletion(before, after)) {
      serviceChanged(after);
    }
  }

  private void serviceChanged(Service service) {
    caches.ingresses().byIndex(BY_SERVICE, InformerCaches.key(service)).forEach(this::enqueue);
  }

  private void secretChanged(Secret before, Secret after) {
    if (!Objects.equals(before.getData(), after.getData())) {
      secretChanged(after);
    }
  }

  private void secretChanged(Secret secret) {
    String key = InformerCaches.key(secret);
    caches.ingresses().byIndex(BY_SECRET, key).forEach(this::enqueue);
    caches.services().byIndex(BY_SECRET, key).forEach(this::serviceChanged);
  }

  private void classChanged(IngressClass before, IngressClass after) {
    if (Changes.annotationsSpecOrDeletion(before, after)) {
      classChanged(after);
    }
  }

  private void classChanged(IngressClass ingressClass) {
    caches
        .ingresses()
        .byIndex(BY_CLASS, ingressClass.getMetadata().getName())
        .forEach(this::enqueue);
    boolean isDefault =
        ingressClass.getMetadata().getAnnotations() != null
            && ingressClass
                .getMetadata()
                .getAnnotations()
                .containsKey("ingressclass.kubernetes.io/is-default-class");
    if (isDefault) {
      caches.ingresses().list().stream()
          .filter(ingress -> IngressReferences.ingressClass(ingress).isEmpty())
          .forEach(this::enqueue);
    }
  }

  private void paramsChanged(String name) {
    caches.ingressClasses().list().stream()
        .filter(ingressClass ->
            ingressClass.getSpec() != null
                && ingressClass.getSpec().getParameters() != null
                && name.equals(ingressClass.getSpec().getParameters().getName()))
        .forEach(this::classChanged);
  }
}
