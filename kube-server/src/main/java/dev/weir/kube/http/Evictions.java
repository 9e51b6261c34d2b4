package dev.weir.kube.http;

import dev.weir.kube.disruption.Budget;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.store.KubeStore;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `pods/<name>/eviction`: deletes a pod unless a PodDisruptionBudget forbids it, as `kubectl
/// drain` asks.
final class Evictions {
  private static final String NO =
      "Cannot evict pod as it would violate the pod's disruption budget.";

  private final KubeStore store;
  private final ObjectRequests objects;

  /// One at a time: what one eviction takes away counts for the next.
  private final Object lock = new Object();

  Evictions(KubeStore store, ObjectRequests objects) {
    this.store = store;
    this.objects = objects;
  }

  /// @throws StatusException 429 when the budget is spent
  Reply evict(ApiRequest request, ObjectNode eviction) {
    String name = request.path().name();
    if (!Meta.name(eviction).isEmpty() && !Meta.name(eviction).equals(name)) {
      throw StatusException.badRequest(
          "name in URL does not match name in Eviction object: " + Meta.name(eviction));
    }
    synchronized (lock) {
      ObjectNode pod = store.require(request.type(), request.path().namespace(), name);
      if (Budget.isHealthy(pod)) {
        check(Budget.selecting(store, pod));
      }
      objects.delete(request, Json.child(eviction, "deleteOptions"));
    }
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return new Reply(201, status.put("status", "Success"));
  }

  private void check(List<ObjectNode> budgets) {
    if (budgets.size() > 1) {
      throw StatusException.internal(
          "this pod has more than one PodDisruptionBudget, which the eviction subresource does not"
              + " support");
    }
    for (ObjectNode budget : budgets) {
      Budget now = Budget.of(store, budget);
      if (now.allowed() == 0) {
        throw new StatusException(
            429,
            "TooManyRequests",
            NO,
            new StatusException.Details("", "", "", List.of(cause(budget, now))));
      }
    }
  }

  private static StatusException.Cause cause(ObjectNode budget, Budget now) {
    return new StatusException.Cause(
        "DisruptionBudget",
        "The disruption budget "
            + Meta.name(budget)
            + " needs "
            + now.desired()
            + " healthy pods and has "
            + now.healthy()
            + " currently",
        "");
  }
}
