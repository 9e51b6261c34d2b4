package dev.weir.app;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.engine.Applied;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns what the data plane bound into the lines of `weir status`.
final class StatusReport {
  private final LoopbackAddressBook addressBook;

  StatusReport(LoopbackAddressBook addressBook) {
    this.addressBook = addressBook;
  }

  StatusFile of(ElbSnapshot snapshot, Applied applied) {
    Map<Arn, List<Listener>> listeners =
        snapshot.listeners().values().stream()
            .sorted(Comparator.comparingInt(Listener::port))
            .collect(Collectors.groupingBy(Listener::loadBalancerArn));
    Bound bound = Bound.of(applied);
    List<StatusFile.LoadBalancerLine> lines =
        snapshot.loadBalancers().values().stream()
            .map(each -> line(each, listeners.getOrDefault(each.arn(), List.of()), bound))
            .toList();
    return new StatusFile(snapshot.revision(), lines, notes(applied));
  }

  private static StatusFile.LoadBalancerLine line(
      LoadBalancer loadBalancer, List<Listener> listeners, Bound bound) {
    List<String> urls =
        listeners.stream().map(listener -> url(loadBalancer, listener, bound)).toList();
    return new StatusFile.LoadBalancerLine(
        loadBalancer.name(),
        loadBalancer.state().wire(),
        loadBalancer.dnsName(),
        String.join(", ", loadBalancer.addresses()),
        urls);
  }

  /// The URL that works: through the front door by name, else at the address of its own.
  private static String url(LoadBalancer loadBalancer, Listener listener, Bound bound) {
    if (!listener.protocol().isHttp()) {
      return listener.protocol() + " " + listener.port() + ": " + NetworkLoadBalancerNotice.TEXT;
    }
    String scheme = listener.protocol().name().toLowerCase(Locale.ROOT) + "://";
    Optional<InetSocketAddress> door = Optional.ofNullable(bound.door().get(listener.arn()));
    Optional<InetSocketAddress> own = Optional.ofNullable(bound.own().get(listener.arn()));
    if (door.isPresent()) {
      String port = port(listener, door.get().getPort());
      return scheme
          + loadBalancer.dnsName()
          + port
          + "/"
          + own.map(address -> "  (or " + scheme + address(listener, address) + "/)").orElse("");
    }
    return own.map(address -> scheme + address(listener, address) + "/")
        .orElse(scheme + "...:" + listener.port() + " is not bound");
  }

  private static String address(Listener listener, InetSocketAddress address) {
    return address.getAddress().getHostAddress() + port(listener, address.getPort());
  }

  private static String port(Listener listener, int port) {
    int usual = listener.protocol().isSecure() ? 443 : 80;
    return port == usual ? "" : ":" + port;
  }

  /// Where the listeners are bound: at the front door, and at the addresses of their own.
  private record Bound(Map<Arn, InetSocketAddress> door, Map<Arn, InetSocketAddress> own) {
    static Bound of(Applied applied) {
      Bound bound = new Bound(new HashMap<>(), new HashMap<>());
      for (Applied.BoundListener each : applied.bound()) {
        (each.shared() ? bound.door : bound.own).putIfAbsent(each.listener(), each.address());
      }
      return bound;
    }
  }

  private List<String> notes(Applied applied) {
    List<String> notes = new ArrayList<>(machineNotes(addressBook));
    applied.failures().forEach(failure -> notes.add(failure.reason()));
    return notes;
  }

  /// What this machine does not let us do, and what that means for URLs.
  static List<String> machineNotes(LoopbackAddressBook addressBook) {
    List<String> notes = new ArrayList<>();
    if (!addressBook.lowPorts()) {
      notes.add(
          "ports below 1024 may not be bound by this user: they are moved by "
              + LoopbackAddressBook.LOW_PORT_SHIFT
              + " (80 is 8080, 443 is 8443).");
    }
    if (!addressBook.ownAddresses()) {
      notes.add(
          "only 127.0.0.1 can be bound here: load balancers and pods share it on free ports.");
    }
    return notes;
  }
}
