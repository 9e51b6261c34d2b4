package dev.weir.kube.pod;

import java.net.InetSocketAddress;

/// Where an advertised pod or node address is really bound.
///
/// Objects in the API show advertised addresses. Where a 127.x address or a low port may not be
/// bound, the socket is elsewhere; servers, probes and node ports ask here. The answer for one
/// (address, port) must not change while the process lives, and must be a loopback address.
@FunctionalInterface
public interface PodAddresses {

  /// Pods and nodes are bound where they say they are.
  PodAddresses IDENTITY = InetSocketAddress::new;

  /// Where to bind, or to connect to, an advertised address.
  ///
  /// @param address an IPv4 literal such as `127.20.0.5`
  /// @param port 1 to 65535
  InetSocketAddress bound(String address, int port);
}
