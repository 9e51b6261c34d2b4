package dev.weir.kube.cluster;

import dev.weir.kube.cluster.Conditions.Condition;
import dev.weir.kube.disruption.Budget;
import dev.weir.kube.object.Json;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Shows in the status of every PodDisruptionBudget how many pods may be taken away.
final class DisruptionController implements Controller {
  private final KubeStore store;
  private final Clock clock;

  DisruptionController(KubeStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "disruption-controller";
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    String resource = change.key().resource();
    if (resource.equals(BuiltInTypes.POD_DISRUPTION_BUDGET.resource())) {
      look.accept(change.key());
    } else if (resource.equals(BuiltInTypes.POD.resource())) {
      Stream.of(Optional.ofNullable(change.before()), Optional.ofNullable(change.after()))
          .flatMap(Optional::stream)
          .flatMap(pod -> Budget.selecting(store, pod).stream())
          .forEach(
              budget -> look.accept(ResourceKey.of(BuiltInTypes.POD_DISRUPTION_BUDGET, budget)));
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    if (store.get(key).isEmpty()) {
      return Outcome.DONE;
    }
    store.modifyStatus(
        BuiltInTypes.POD_DISRUPTION_BUDGET,
        key,
        budget -> {
          show(budget, Budget.of(store, budget));
          return budget;
        });
    return Outcome.DONE;
  }

  private void show(ObjectNode budget, Budget now) {
    ObjectNode status = Json.child(budget, "status");
    status.put("currentHealthy", now.healthy());
    status.put("desiredHealthy", now.desired());
    status.put("disruptionsAllowed", now.allowed());
    status.put("expectedPods", now.expected());
    status.put("observedGeneration", Json.number(budget, 0, "metadata", "generation"));
    boolean allowed = now.allowed() > 0;
    String reason = allowed ? "SufficientPods" : "InsufficientPods";
    Conditions.set(
        budget,
        new Condition("DisruptionAllowed", allowed ? "True" : "False", reason, ""),
        clock.instant());
  }
}
