package dev.weir.kube.cluster;

import dev.weir.kube.cluster.Conditions.Condition;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Gives every pod a node: of those that it may run on, the one with the fewest pods.
///
/// Resource requests are not looked at: simulated pods need none.
final class Scheduler implements Controller {
  static final String NAME = "default-scheduler";

  private final KubeStore store;
  private final EventRecorder events;
  private final Clock clock;

  Scheduler(KubeStore store, EventRecorder events, Clock clock) {
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    if (change.key().resource().equals(BuiltInTypes.POD.resource())) {
      if (change.after() != null && Pods.node(change.after()).isEmpty()) {
        look.accept(change.key());
      }
    } else if (change.key().resource().equals(BuiltInTypes.NODE.resource())) {
      store.list(BuiltInTypes.POD).items().stream()
          .filter(pod -> Pods.node(pod).isEmpty())
          .forEach(pod -> look.accept(ResourceKey.of(BuiltInTypes.POD, pod)));
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    if (found.isEmpty() || !Pods.node(found.get()).isEmpty() || Meta.isDeleting(found.get())) {
      return Outcome.DONE;
    }
    ObjectNode pod = found.get();
    List<ObjectNode> nodes = store.list(BuiltInTypes.NODE).items();
    Optional<String> chosen = choose(pod, nodes);
    if (chosen.isPresent()) {
      bind(key, pod, chosen.get());
    } else {
      fail(key, pod, nodes.size());
    }
    return Outcome.DONE;
  }

  private Optional<String> choose(ObjectNode pod, List<ObjectNode> nodes) {
    Map<String, Long> load =
        store.list(BuiltInTypes.POD).items().stream()
            .filter(Pods::isActive)
            .collect(Collectors.groupingBy(Pods::node, Collectors.counting()));
    return nodes.stream()
        .filter(node -> NodeFit.fits(pod, node))
        .map(Meta::name)
        .min(
            Comparator.<String>comparingLong(name -> load.getOrDefault(name, 0L))
                .thenComparing(Comparator.naturalOrder()));
  }

  private void bind(ResourceKey key, ObjectNode pod, String node) {
    store.modify(BuiltInTypes.POD, key, latest -> bound(latest, pod, node));
    String name = Meta.namespace(pod) + "/" + Meta.name(pod);
    events.normal(pod, NAME, "Scheduled", "Successfully assigned " + name + " to " + node);
  }

  private static ObjectNode bound(ObjectNode latest, ObjectNode pod, String node) {
    if (!Meta.uid(latest).equals(Meta.uid(pod))) {
      throw StatusException.modified("", "pods", Meta.name(pod));
    }
    Json.child(latest, "spec").put("nodeName", node);
    Json.child(latest, "metadata", "annotations")
        .put(SimulationAnnotations.SIMULATED, SimulationAnnotations.SIMULATED_TEXT);
    return latest;
  }

  private void fail(ResourceKey key, ObjectNode pod, int nodes) {
    String message =
        nodes == 0
            ? "no nodes available to schedule pods"
            : "0/"
                + nodes
                + " nodes are available: no node matches the pod's node selector, affinity and tolerations.";
    var condition = new Condition("PodScheduled", "False", "Unschedulable", message);
    store.modifyStatus(
        BuiltInTypes.POD,
        key,
        latest -> {
          Conditions.set(latest, condition, clock.instant());
          return latest;
        });
    events.warning(pod, NAME, "FailedScheduling", message);
  }
}
