package dev.weir.app;

import dev.weir.elb.AddressBook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The one place that knows where a listener or a simulated pod really is bound.
///
/// On Linux as root the bound address is the advertised one. Where a port below 1024 may not be
/// bound it moves by 8000 (80 becomes 8080), and where only 127.0.0.1 exists (macOS without
/// aliases) an advertised 127.x address becomes 127.0.0.1 with a free port of its own that stays
/// the same as long as the process lives.
final class LoopbackAddressBook implements AddressBook {
  /// How far a port below 1024 moves where it may not be bound.
  static final int LOW_PORT_SHIFT = 8000;

  private static final String LOCALHOST = "127.0.0.1";

  private final boolean lowPorts;
  private final boolean ownAddresses;
  private final Map<InetSocketAddress, InetSocketAddress> moved = new ConcurrentHashMap<>();

  LoopbackAddressBook(boolean lowPorts, boolean ownAddresses) {
    this.lowPorts = lowPorts;
    this.ownAddresses = ownAddresses;
  }

  /// Finds out by trying what this process may bind.
  static LoopbackAddressBook ofThisMachine() {
    return new LoopbackAddressBook(mayBindLowPorts(), mayBind("127.83.17.2", 0));
  }

  @Override
  public InetSocketAddress bound(String address, int port) {
    InetSocketAddress advertised = new InetSocketAddress(address, port);
    if (!advertised.getAddress().isLoopbackAddress()) {
      return advertised;
    }
    if (!ownAddresses && !address.equals(LOCALHOST)) {
      return moved.computeIfAbsent(advertised, _ -> freeLocalPort());
    }
    return new InetSocketAddress(advertised.getAddress(), shifted(port));
  }

  /// Whether ports below 1024 are bound as they are.
  boolean lowPorts() {
    return lowPorts;
  }

  /// Whether every 127.x address can be bound.
  boolean ownAddresses() {
    return ownAddresses;
  }

  /// What has moved to a port of 127.0.0.1 so far, by advertised address.
  Map<String, String> moved() {
    Map<String, String> all = new TreeMap<>();
    moved.forEach((from, to) -> all.put(text(from), text(to)));
    return all;
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private int shifted(int port) {
    return port > 0 && port < 1024 && !lowPorts ? port + LOW_PORT_SHIFT : port;
  }

  private static InetSocketAddress freeLocalPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOCALHOST))) {
      return new InetSocketAddress(LOCALHOST, socket.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException("no free port on " + LOCALHOST + ": " + e.getMessage(), e);
    }
  }

  /// Tries several low ports, because one of them may be taken by something else.
  private static boolean mayBindLowPorts() {
    for (int port : new int[] {1023, 1017, 1013, 1009}) {
      if (mayBind(LOCALHOST, port)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBind(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
