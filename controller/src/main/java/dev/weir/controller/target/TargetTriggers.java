package dev.weir.controller.target;

import dev.weir.controller.kube.Changes;
import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.queue.WorkQueue;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Queues the bindings that a change in the cluster concerns.
public final class TargetTriggers {
  private static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";

  private final InformerCaches caches;
  private final WorkQueue<String> queue;

  public TargetTriggers(InformerCaches caches, WorkQueue<String> queue) {
    this.caches = caches;
    this.queue = queue;
  }

  /// Starts to listen; after the caches are complete.
  public void listen() {
    caches
        .targetGroupBindings()
        .onChange(Changes.of(this::enqueue, (_, after) -> enqueue(after), this::enqueue));
    caches
        .services()
        .onChange(Changes.of(this::serviceChanged, this::serviceChanged, this::serviceChanged));
    caches
        .endpointSlices()
        .onChange(Changes.of(this::sliceChanged, this::sliceChanged, this::sliceChanged));
    caches.nodes().onChange(Changes.of(this::nodeCame, this::nodeChanged, this::nodeCame));
    caches.pods().onChange(Changes.of(this::podChanged, this::podChanged, this::podChanged));
  }

  /// Queues every binding.
  public void resync() {
    caches.targetGroupBindings().list().forEach(this::enqueue);
  }

  private void enqueue(TargetGroupBinding binding) {
    queue.add(InformerCaches.key(binding));
  }

  private void serviceChanged(Service before, Service after) {
    if (!Objects.equals(before.getSpec().getPorts(), after.getSpec().getPorts())) {
      serviceChanged(after);
    }
  }

  private void serviceChanged(Service service) {
    enqueue(InformerCaches.key(service), "instance");
  }

  private void sliceChanged(EndpointSlice before, EndpointSlice after) {
    if (!Objects.equals(before.getPorts(), after.getPorts())
        || !Objects.equals(before.getEndpoints(), after.getEndpoints())) {
      sliceChanged(after);
    }
  }

  private void sliceChanged(EndpointSlice slice) {
    String service = labels(slice).get(SERVICE_NAME_LABEL);
    if (service != null) {
      enqueue(InformerCaches.key(slice.getMetadata().getNamespace(), service), "ip");
    }
  }

  private void enqueue(String serviceKey, String targetType) {
    caches.targetGroupBindings().byIndex(InformerCaches.BY_SERVICE, serviceKey).stream()
        .filter(binding -> targetType.equals(binding.getSpec().targetType()))
        .forEach(this::enqueue);
  }

  private void nodeChanged(Node before, Node after) {
    boolean suitable = NodeEndpoints.isSuitable(after);
    boolean becomes = suitable != NodeEndpoints.isSuitable(before);
    boolean ready = !NodeEndpoints.readyStatus(before).equals(NodeEndpoints.readyStatus(after));
    boolean relabelled = suitable && !labels(before).equals(labels(after));
    if (becomes || (suitable && ready) || relabelled) {
      nodeCame(before);
      nodeCame(after);
    }
  }

  private void nodeCame(Node node) {
    caches.targetGroupBindings().list().stream()
        .filter(binding -> "instance".equals(binding.getSpec().targetType()))
        .filter(binding -> LabelMatch.matches(binding.getSpec().nodeSelector(), labels(node)))
        .forEach(this::enqueue);
  }

  private void podChanged(Pod before, Pod after) {
    if (!Objects.equals(before.getStatus(), after.getStatus())
        || !Objects.equals(before.getSpec(), after.getSpec())) {
      podChanged(after);
    }
  }

  /// A pod concerns the bindings that its readiness gates name.
  private void podChanged(Pod pod) {
    if (pod.getSpec().getReadinessGates() == null) {
      return;
    }
    pod.getSpec()
        .getReadinessGates()
        .forEach(gate -> {
          String type = gate.getConditionType();
          if (type.startsWith(PodReadiness.PREFIX) || type.startsWith(PodReadiness.LEGACY_PREFIX)) {
            String binding = type.substring(type.indexOf('/') + 1);
            queue.add(InformerCaches.key(pod.getMetadata().getNamespace(), binding));
          }
        });
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
  }
}
