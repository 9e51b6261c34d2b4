package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.Admission;
import dev.weir.kube.store.KubeStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives Services their cluster IP (10.100.x.y) while they are written, and has `ServiceNodePorts`
/// give them their node ports.
///
/// What a Service has it keeps over updates that leave it out, as a replace of a manifest does.
final class ServiceAddresses implements Admission {
  private static final String NETWORK = "10.100.";
  private static final int TRIES = 100_000;

  private final KubeStore store;
  private final ServiceNodePorts nodePorts;
  private final RandomGenerator random;

  /// Addresses handed out by this process: a write that gets one is not stored yet when the next
  /// asks.
  private final Set<String> handedOut = new HashSet<>();

  private ServiceAddresses(KubeStore store, RandomGenerator random) {
    this.store = store;
    this.random = random;
    this.nodePorts = new ServiceNodePorts(store, random);
  }

  static ServiceAddresses over(KubeStore store) {
    return new ServiceAddresses(store, RandomGenerator.getDefault());
  }

  @Override
  public synchronized void admit(Admission.Write write) {
    if (!write.type().equals(BuiltInTypes.SERVICE) || write.status()) {
      return;
    }
    ObjectNode service = write.object();
    ObjectNode spec = Json.child(service, "spec");
    if (Json.text(spec, "type").isEmpty()) {
      spec.put("type", "ClusterIP");
    }
    if (Json.text(spec, "type").equals("ExternalName")) {
      spec.remove(List.of("clusterIP", "clusterIPs"));
    } else {
      clusterIp(service, spec, write.before());
      spec.putArray("clusterIPs").add(Json.text(spec, "clusterIP"));
      families(spec);
    }
    nodePorts.admit(service, spec, write.before());
  }

  private void clusterIp(ObjectNode service, ObjectNode spec, @Nullable JsonNode before) {
    String asked = Json.text(spec, "clusterIP");
    String held = before == null ? "" : Json.text(before, "spec", "clusterIP");
    if (asked.isEmpty()) {
      spec.put("clusterIP", held.isEmpty() ? allocate() : held);
    } else if (!held.isEmpty() && !held.equals(asked)) {
      String value = "[\"" + asked + "\"]";
      throw invalid(service, "spec.clusterIPs[0]", value, "may not change once set");
    } else if (held.isEmpty() && !asked.equals("None") && isStored(asked)) {
      String value = "[\"" + asked + "\"]";
      String why = "failed to allocate IP " + asked + ": provided IP is already allocated";
      throw invalid(service, "spec.clusterIPs", value, why);
    }
  }

  private static void families(ObjectNode spec) {
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    if (!spec.has("ipFamilyPolicy")) {
      spec.put("ipFamilyPolicy", "SingleStack");
    }
  }

  private String allocate() {
    for (int i = 0; i < TRIES; i++) {
      String address = NETWORK + random.nextInt(1, 255) + "." + random.nextInt(1, 255);
      if (claim(address)) {
        return address;
      }
    }
    throw StatusException.internal("all cluster IPs of " + NETWORK + "0.0/16 are taken");
  }

  /// An address that was handed out but is not stored belongs to a write in progress, to one that
  /// failed, or to a deleted Service: not giving it again costs nothing.
  private boolean claim(String address) {
    return !isStored(address) && handedOut.add(address);
  }

  private boolean isStored(String address) {
    return store.list(BuiltInTypes.SERVICE).items().stream()
        .anyMatch(service -> Json.text(service, "spec", "clusterIP").equals(address));
  }

  static StatusException invalid(JsonNode service, String field, String value, String why) {
    String message = "Invalid value: " + value + ": " + why;
    var cause = new StatusException.Cause("FieldValueInvalid", message, field);
    return StatusException.invalid("", "Service", Meta.name(service), List.of(cause));
  }
}
