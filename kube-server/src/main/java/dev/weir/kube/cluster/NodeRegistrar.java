package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.KubeStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the nodes known at the start, as kubelets that register themselves do.
final class NodeRegistrar {
  static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  private static final String LEASES = "kube-node-lease";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String KUBELET_VERSION = "v1.33.1-weir";

  private final KubeStore store;
  private final ClusterConfig config;

  NodeRegistrar(KubeStore store, ClusterConfig config) {
    this.store = store;
    this.config = config;
  }

  void register() {
    config.nodes().forEach(this::register);
  }

  private void register(ClusterConfig.NodeSpec spec) {
    ResourceKey key = ResourceKey.of(BuiltInTypes.NODE, "", spec.name());
    if (store.get(key).isEmpty()) {
      store.create(BuiltInTypes.NODE, node(spec));
    }
    ObjectNode node =
        store.modifyStatus(BuiltInTypes.NODE, key, stored -> withStatus(stored, spec));
    renewLease(node);
  }

  /// A node's heartbeat, renewed at each start only: nothing here watches for nodes that die.
  private void renewLease(ObjectNode node) {
    ResourceKey key = ResourceKey.of(BuiltInTypes.LEASE, LEASES, Meta.name(node));
    if (store.get(key).isEmpty()) {
      ObjectNode lease = Json.object();
      Meta.of(lease).put("name", Meta.name(node)).put("namespace", LEASES);
      Json.childArray(Meta.of(lease), "ownerReferences")
          .addObject()
          .put("apiVersion", "v1")
          .put("kind", "Node")
          .put("name", Meta.name(node))
          .put("uid", Meta.uid(node));
      store.create(BuiltInTypes.LEASE, lease);
    }
    store.modify(
        BuiltInTypes.LEASE,
        key,
        lease -> {
          Json.child(lease, "spec")
              .put("holderIdentity", Meta.name(node))
              .put("leaseDurationSeconds", 40)
              .put("renewTime", MICROS.format(config.clock().instant()));
          return lease;
        });
  }

  private static ObjectNode node(ClusterConfig.NodeSpec spec) {
    ObjectNode node = Json.object();
    ObjectNode metadata = node.putObject("metadata");
    metadata.put("name", spec.name());
    metadata
        .putObject("labels")
        .put("beta.kubernetes.io/arch", "amd64")
        .put("beta.kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", "amd64")
        .put("kubernetes.io/hostname", spec.name())
        .put("kubernetes.io/os", "linux")
        .put("node.kubernetes.io/instance-type", "weir.simulated")
        .put("topology.kubernetes.io/region", spec.region())
        .put(ZONE_LABEL, spec.zone());
    metadata
        .putObject("annotations")
        .put("weir.dev/simulated", "a node simulated by Weir: it runs no containers");
    node.putObject("spec")
        .put("providerID", "aws:///" + spec.zone() + "/" + instanceId(spec.name()));
    return node;
  }

  /// The EC2 instance id of a node: always the same for one name.
  private static String instanceId(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return "i-0" + HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private ObjectNode withStatus(ObjectNode node, ClusterConfig.NodeSpec spec) {
    ObjectNode status = Json.child(node, "status");
    ArrayNode addresses = status.putArray("addresses");
    address(addresses, "InternalIP", spec.address());
    address(addresses, "Hostname", spec.name());
    address(addresses, "InternalDNS", spec.name());
    resources(status.putObject("capacity"));
    resources(status.putObject("allocatable"));
    status
        .putObject("nodeInfo")
        .put("architecture", "amd64")
        .put("bootID", "")
        .put("containerRuntimeVersion", "weir://simulated")
        .put("kernelVersion", "simulated")
        .put("kubeProxyVersion", "")
        .put("kubeletVersion", KUBELET_VERSION)
        .put("machineID", "")
        .put("operatingSystem", "linux")
        .put("osImage", "Weir (simulated)")
        .put("systemUUID", "");
    Instant now = config.clock().instant();
    condition(node, "MemoryPressure", false, "KubeletHasSufficientMemory", now);
    condition(node, "DiskPressure", false, "KubeletHasNoDiskPressure", now);
    condition(node, "PIDPressure", false, "KubeletHasSufficientPID", now);
    condition(node, "Ready", true, "KubeletReady", now);
    return node;
  }

  private static void address(ArrayNode addresses, String type, String address) {
    addresses.addObject().put("address", address).put("type", type);
  }

  private static void resources(ObjectNode resources) {
    resources.put("cpu", "64").put("ephemeral-storage", "1Ti").put("memory", "256Gi");
    resources.put("pods", "1000");
  }

  private static void condition(
      ObjectNode node, String type, boolean holds, String reason, Instant now) {
    String message = "simulated by Weir";
    Conditions.set(
        node, new Conditions.Condition(type, holds ? "True" : "False", reason, message), now);
    Conditions.find(node, type)
        .ifPresent(found -> ((ObjectNode) found).put("lastHeartbeatTime", Meta.time(now)));
  }
}
