package dev.weir.kube.disruption;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// What a PodDisruptionBudget allows at the moment.
///
/// @param healthy ready pods that are not being deleted
/// @param desired how many of them must stay
/// @param expected how many there should be
public record Budget(long healthy, long desired, long expected) {

  /// The budgets of the pod's namespace that select it.
  public static List<ObjectNode> selecting(KubeStore store, JsonNode pod) {
    return store
        .list(BuiltInTypes.POD_DISRUPTION_BUDGET, Meta.namespace(pod), Selector.ALL)
        .items()
        .stream()
        .filter(budget -> selector(budget).matches(pod))
        .toList();
  }

  public static Budget of(KubeStore store, JsonNode budget) {
    List<ObjectNode> pods =
        store.list(BuiltInTypes.POD, Meta.namespace(budget), selector(budget)).items().stream()
            .filter(Budget::isRunning)
            .toList();
    long healthy = pods.stream().filter(Budget::isHealthy).count();
    JsonNode minimum = Json.at(budget, "spec", "minAvailable");
    if (minimum.isNumber()) {
      return new Budget(healthy, minimum.asLong(), pods.size());
    }
    long expected = expected(store, pods);
    if (minimum.isString()) {
      return new Budget(healthy, share(minimum, expected), expected);
    }
    JsonNode maximum = Json.at(budget, "spec", "maxUnavailable");
    long unavailable = maximum.isNumber() ? maximum.asLong() : share(maximum, expected);
    return new Budget(healthy, Math.max(0, expected - unavailable), expected);
  }

  /// How many pods may be taken away now.
  public long allowed() {
    return expected > 0 ? Math.max(0, healthy - desired) : 0;
  }

  /// Whether taking the pod away makes a difference to a budget.
  public static boolean isHealthy(JsonNode pod) {
    return !Meta.isDeleting(pod)
        && Json.list(pod, "status", "conditions").stream()
            .anyMatch(condition ->
                Json.text(condition, "type").equals("Ready")
                    && Json.text(condition, "status").equals("True"));
  }

  private static Selector selector(JsonNode budget) {
    return Selector.labelSelector(Json.at(budget, "spec", "selector"));
  }

  private static boolean isRunning(JsonNode pod) {
    String phase = Json.text(pod, "status", "phase");
    return !phase.equals("Succeeded") && !phase.equals("Failed");
  }

  /// The replicas that the owners of the pods want; pods without one count as they are.
  private static long expected(KubeStore store, List<ObjectNode> pods) {
    Map<String, Long> owners = new HashMap<>();
    long bare = 0;
    for (ObjectNode pod : pods) {
      JsonNode owner = controller(pod);
      if (owner.isMissingNode()) {
        bare++;
      } else {
        owners.computeIfAbsent(
            Json.text(owner, "uid"), _ -> replicas(store, Meta.namespace(pod), owner));
      }
    }
    return bare + owners.values().stream().mapToLong(Long::longValue).sum();
  }

  private static JsonNode controller(JsonNode object) {
    return Json.list(object, "metadata", "ownerReferences").stream()
        .filter(owner -> Json.flag(owner, "controller"))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static long replicas(KubeStore store, String namespace, JsonNode owner) {
    return store
        .types()
        .ofKind(Json.text(owner, "apiVersion"), Json.text(owner, "kind"))
        .flatMap(type -> store.get(type, namespace, Json.text(owner, "name")))
        .map(found -> Json.number(found, 1, "spec", "replicas"))
        .orElse(0L);
  }

  /// A percentage, rounded up.
  private static long share(JsonNode percentage, long of) {
    String text = percentage.asString().replace("%", "");
    return text.matches("\\d{1,3}") ? (Long.parseLong(text) * of + 99) / 100 : 0;
  }
}
