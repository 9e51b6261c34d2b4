package dev.weir.planner.ingress;

import dev.weir.planner.stack.ListenerSpec.MutualAuthentication;
import dev.weir.planner.stack.Token;
import java.util.List;
import java.util.Optional;

/// What an Ingress, or a group of them, wants of one listener port.
///
/// @param cidrsV4 IPv4 blocks that may reach the port
/// @param cidrsV6 IPv6 blocks that may reach the port
/// @param prefixLists managed prefix lists that may reach the port
/// @param sslPolicy HTTPS only
/// @param certificates HTTPS only, the default one first
record ListenPortConfig(
    String protocol,
    List<String> cidrsV4,
    List<String> cidrsV6,
    List<String> prefixLists,
    Optional<String> sslPolicy,
    List<Token> certificates,
    Optional<MutualAuthentication> mutualAuthentication) {

  static final String HTTP = "HTTP";
  static final String HTTPS = "HTTPS";

  ListenPortConfig {
    cidrsV4 = List.copyOf(cidrsV4);
    cidrsV6 = List.copyOf(cidrsV6);
    prefixLists = List.copyOf(prefixLists);
    certificates = List.copyOf(certificates);
  }

  boolean isHttps() {
    return protocol.equals(HTTPS);
  }

  boolean hasCidrs() {
    return !cidrsV4.isEmpty() || !cidrsV6.isEmpty();
  }
}
