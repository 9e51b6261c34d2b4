package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ServiceListenerAnnotations;
import java.util.List;

/// The ports whose UDP traffic is QUIC.
record QuicPorts(List<String> numbers) {

  static QuicPorts of(ServiceContext context) {
    return new QuicPorts(
        context
            .annotations()
            .stringList(ServiceListenerAnnotations.QUIC_ENABLED_PORTS)
            .orElse(List.of()));
  }

  /// The protocol of the listener: `UDP` becomes `QUIC`, `TCP_UDP` becomes `TCP_QUIC`, nothing else
  /// can.
  String upgrade(ListenerPort port, String protocol) {
    if (!numbers.contains(port.port().getPort().toString())) {
      return protocol;
    }
    return switch (protocol) {
      case "UDP" -> "QUIC";
      case "TCP_UDP" -> "TCP_QUIC";
      default ->
          throw PlanError.inField(
              ServiceListenerAnnotations.QUIC_ENABLED_PORTS.key(),
              "Unsupported QUIC upgrade for protocol " + protocol);
    };
  }
}
