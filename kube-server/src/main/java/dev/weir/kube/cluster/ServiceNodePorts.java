package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.KubeStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives the ports of Services of type NodePort and LoadBalancer their node ports.
final class ServiceNodePorts {
  static final int FIRST = 30000;
  static final int LAST = 32767;

  private static final int TRIES = 100_000;

  private final KubeStore store;
  private final RandomGenerator random;
  private final Set<Integer> handedOut = new HashSet<>();

  ServiceNodePorts(KubeStore store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  void admit(ObjectNode service, ObjectNode spec, @Nullable JsonNode before) {
    boolean wants = hasNodePorts(spec);
    int index = 0;
    for (JsonNode node : Json.list(spec, "ports")) {
      if (node instanceof ObjectNode port) {
        if (wants) {
          assign(service, port, before, "spec.ports[" + index + "].nodePort");
        } else if (before != null && hasNodePorts(before.path("spec"))) {
          port.remove("nodePort"); // no longer a type that has them
        }
      }
      index++;
    }
  }

  static boolean hasNodePorts(JsonNode spec) {
    JsonNode allocate = spec.path("allocateLoadBalancerNodePorts");
    boolean declined = allocate.isBoolean() && !allocate.booleanValue();
    return Json.text(spec, "type").equals("NodePort")
        || (Json.text(spec, "type").equals("LoadBalancer") && !declined);
  }

  private void assign(
      ObjectNode service, ObjectNode port, @Nullable JsonNode before, String field) {
    int asked = (int) Json.number(port, 0, "nodePort");
    int held = before == null ? 0 : held(before, port);
    if (asked == 0) {
      port.put("nodePort", held > 0 ? held : allocate());
    } else if (asked != held) {
      check(service, asked, field);
    }
  }

  private void check(ObjectNode service, int asked, String field) {
    String value = Integer.toString(asked);
    if (asked < FIRST || asked > LAST) {
      String range = "The range of valid ports is " + FIRST + "-" + LAST;
      throw ServiceAddresses.invalid(
          service, field, value, "provided port is not in the valid range. " + range);
    }
    if (isStored(asked, Meta.uid(service))) {
      throw ServiceAddresses.invalid(service, field, value, "provided port is already allocated");
    }
    handedOut.add(asked);
  }

  private static int held(JsonNode before, JsonNode port) {
    return Json.list(before, "spec", "ports").stream()
        .filter(old -> old.path("port").equals(port.path("port")))
        .filter(old -> ContainerPorts.protocol(old).equals(ContainerPorts.protocol(port)))
        .mapToInt(old -> (int) Json.number(old, 0, "nodePort"))
        .findFirst()
        .orElse(0);
  }

  private int allocate() {
    if (handedOut.size() > (LAST - FIRST) * 3 / 4) {
      handedOut.clear(); // those in use are found in the store
    }
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, LAST + 1);
      if (!isStored(port, "") && handedOut.add(port)) {
        return port;
      }
    }
    throw StatusException.internal("all node ports " + FIRST + "-" + LAST + " are taken");
  }

  private boolean isStored(int port, String exceptUid) {
    List<ObjectNode> services = store.list(BuiltInTypes.SERVICE).items();
    return services.stream()
        .filter(service -> exceptUid.isEmpty() || !Meta.uid(service).equals(exceptUid))
        .flatMap(service -> Json.list(service, "spec", "ports").stream())
        .anyMatch(other -> Json.number(other, 0, "nodePort") == port);
  }
}
