package dev.weir.elb;

import java.net.InetSocketAddress;

/// Where an advertised address is really bound.
///
/// What the APIs tell about listeners and targets is advertised; on a machine where a low port or a
/// 127.x address may not be bound, the socket is elsewhere. Whoever binds or connects asks here. On
/// Linux as root the answer is the question.
public interface AddressBook {

  /// An address book that moves nothing.
  AddressBook IDENTITY = (address, port) -> new InetSocketAddress(address, port);

  /// Where to bind, or to connect to, an advertised address.
  ///
  /// @param address an IP address literal
  /// @param port 1 to 65535
  InetSocketAddress bound(String address, int port);
}
