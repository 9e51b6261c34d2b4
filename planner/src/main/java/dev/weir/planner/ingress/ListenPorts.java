package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.JsonMismatch;
import dev.weir.planner.annotation.JsonValue;
import dev.weir.planner.annotation.ListenerAnnotations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The `listen-ports` annotation: protocol by port.
final class ListenPorts {

  private static final int MAX_PORT = 65535;

  private ListenPorts() {}

  /// The ports of an Ingress; without the annotation HTTPS 443 or HTTP 80.
  static SortedMap<Integer, String> of(ClassifiedIngress ingress, boolean hasCertificates) {
    Optional<String> raw = ingress.annotations().string(ListenerAnnotations.LISTEN_PORTS);
    if (raw.isPresent()) {
      return parse(raw.get());
    }
    SortedMap<Integer, String> ports = new TreeMap<>();
    if (hasCertificates) {
      ports.put(443, ListenPortConfig.HTTPS);
    } else {
      ports.put(80, ListenPortConfig.HTTP);
    }
    return ports;
  }

  private static SortedMap<Integer, String> parse(String raw) {
    List<Map<String, Integer>> entries;
    try {
      entries = JsonValue.parse(raw).elements(entry -> entry.members(JsonValue::asInt32));
    } catch (JsonMismatch e) {
      throw error("failed to parse listen-ports configuration: `" + raw + "`: " + e.getMessage());
    }
    if (entries.isEmpty()) {
      throw error("empty listen-ports configuration: `" + raw + "`");
    }
    SortedMap<Integer, String> ports = new TreeMap<>();
    for (Map<String, Integer> entry : entries) {
      entry.forEach((protocol, port) -> {
        requireValid(protocol, port);
        ports.put(port, protocol);
      });
    }
    return ports;
  }

  private static void requireValid(String protocol, int port) {
    if (port < 1 || port > MAX_PORT) {
      throw error("listen port must be within [1, 65535]: " + port);
    }
    if (!protocol.equals(ListenPortConfig.HTTP) && !protocol.equals(ListenPortConfig.HTTPS)) {
      throw error("listen protocol must be within [HTTP, HTTPS]: " + protocol);
    }
  }

  private static PlanError error(String message) {
    return PlanError.inField(ListenerAnnotations.LISTEN_PORTS.key(), message);
  }
}
