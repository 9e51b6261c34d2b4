package dev.weir.controller.target;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;

/// Something in the cluster that should be a target of a target group.
public sealed interface Endpoint {
  /// The target's id: an address or an instance id.
  String id();

  int port();

  /// Part of the checkpoint; differs when the same address belongs to another pod.
  String checkpointId();

  /// How targets are matched: `<id>:<port>`.
  default String key() {
    return id() + ":" + port();
  }

  /// A pod behind the Service.
  record PodEndpoint(String id, int port, Pod pod) implements Endpoint {
    @Override
    public String checkpointId() {
      return key() + ":" + createdMillis(pod);
    }
  }

  /// An address in a hand-made EndpointSlice, with no pod behind it.
  record AddressEndpoint(String id, int port) implements Endpoint {
    @Override
    public String checkpointId() {
      return key() + ":0";
    }
  }

  /// A node that forwards the Service's node port.
  record NodeEndpoint(String id, int port, Node node) implements Endpoint {
    @Override
    public String checkpointId() {
      return key() + ":" + createdMillis(node);
    }
  }

  private static long createdMillis(HasMetadata object) {
    String created = object.getMetadata().getCreationTimestamp();
    return created == null ? 0 : Instant.parse(created).toEpochMilli();
  }
}
