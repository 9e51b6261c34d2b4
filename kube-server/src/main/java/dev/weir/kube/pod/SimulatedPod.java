package dev.weir.kube.pod;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The running half of a pod: its listening ports and the logs of its containers.
///
/// ```
/// serve* --drain()--> answers end their connections --close(patience)--> gone
/// ```
public final class SimulatedPod {
  private final String address;
  private final PodAddresses addresses;
  private final Clock clock;
  private final Map<Integer, PodPort> ports = new TreeMap<>();
  private final Map<String, PodLog> logs = new ConcurrentHashMap<>();

  /// A pod that serves nothing yet.
  ///
  /// @param address the advertised pod address, a 127.x literal
  public SimulatedPod(String address, PodAddresses addresses, Clock clock) {
    this.address = address;
    this.addresses = addresses;
    this.clock = clock;
  }

  /// Makes exactly these ports listen: opens what is missing, closes what is no longer asked for.
  ///
  /// @return what could not be bound, port -> reason; empty when all is well
  public synchronized Map<Integer, String> serve(Collection<ServedPort> wanted) {
    Map<Integer, String> failures = new TreeMap<>();
    Set<Integer> kept = new HashSet<>();
    for (ServedPort served : wanted) {
      if (kept.add(served.port())) {
        listen(served, failures);
      }
    }
    ports.entrySet().removeIf(entry -> isClosedUnless(kept.contains(entry.getKey()), entry));
    return failures;
  }

  /// The log of a container; it exists from the first question on.
  public PodLog log(String container) {
    return logs.computeIfAbsent(container, _ -> new PodLog());
  }

  /// Adds a line to the log of a container.
  public void say(String container, String line) {
    log(container).append(clock.instant(), line);
  }

  /// From now on every answer ends its connection, so that clients go elsewhere by themselves.
  public synchronized void drain() {
    ports.values().forEach(PodPort::drain);
  }

  /// Accepts no more connections and lets requests in flight finish.
  ///
  /// @param patience how long at most; what is left then is cut
  /// @return whether all requests in flight were answered
  public boolean close(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Collection<PodPort> closing = Set.copyOf(openPorts());
    closing.forEach(PodPort::closeGracefully);
    boolean quiet = closing.stream().allMatch(PodPort::isQuiet);
    while (!quiet && System.nanoTime() < deadline) {
      Thread.sleep(5);
      quiet = closing.stream().allMatch(PodPort::isQuiet);
    }
    closeNow();
    return quiet;
  }

  /// Ends everything at once.
  public void closeNow() {
    openPorts().forEach(PodPort::closeNow);
    logs.values().forEach(PodLog::end);
  }

  /// Whether a request is being answered.
  boolean isBusy() {
    return openPorts().stream().anyMatch(PodPort::isBusy);
  }

  private synchronized Collection<PodPort> openPorts() {
    return Set.copyOf(ports.values());
  }

  private void listen(ServedPort served, Map<Integer, String> failures) {
    PodPort open = ports.get(served.port());
    if (open != null) {
      open.serve(served);
      return;
    }
    var bound = addresses.bound(address, served.port());
    try {
      ports.put(served.port(), PodPort.open(bound, served, log(served.container()), clock));
    } catch (IOException e) {
      failures.put(served.port(), "cannot listen on " + text(bound) + ": " + e.getMessage());
    }
  }

  private static boolean isClosedUnless(boolean kept, Map.Entry<Integer, PodPort> entry) {
    if (!kept) {
      entry.getValue().closeGracefully();
    }
    return !kept;
  }

  private static String text(InetSocketAddress bound) {
    return bound.getHostString() + ":" + bound.getPort();
  }
}
