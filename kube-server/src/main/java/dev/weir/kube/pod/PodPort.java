package dev.weir.kube.pod;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One listening port of a simulated pod.
final class PodPort {
  private static final int BACKLOG = 512;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final ServerSocket listener;
  private final PodLog log;
  private final Clock clock;
  private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile ServedPort served;
  private final Thread acceptor;
  private volatile boolean draining;

  private PodPort(ServerSocket listener, ServedPort served, PodLog log, Clock clock) {
    this.listener = listener;
    this.served = served;
    this.log = log;
    this.clock = clock;
    this.acceptor = Thread.ofVirtual().name("pod " + listener).unstarted(this::accept);
  }

  /// Binds and starts to accept.
  ///
  /// @throws IOException when the address or port cannot be bound
  static PodPort open(InetSocketAddress bound, ServedPort served, PodLog log, Clock clock)
      throws IOException {
    if (bound.getAddress() == null || !bound.getAddress().isLoopbackAddress()) {
      throw new IOException("expected a loopback address");
    }
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(bound, BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    var port = new PodPort(listener, served, log, clock);
    port.acceptor.start();
    return port;
  }

  ServedPort served() {
    return served;
  }

  /// Changes what later answers say.
  void serve(ServedPort changed) {
    served = changed;
  }

  boolean isDraining() {
    return draining;
  }

  /// From now on every answer ends its connection.
  void drain() {
    draining = true;
  }

  /// Accepts no more, closes idle connections; busy ones close after their answer.
  void closeGracefully() {
    closeListener();
    connections.forEach(ClientConnection::closeGracefully);
  }

  void closeNow() {
    closeListener();
    connections.forEach(ClientConnection::closeNow);
  }

  boolean isQuiet() {
    return connections.isEmpty();
  }

  boolean isBusy() {
    return connections.stream().anyMatch(ClientConnection::isBusy);
  }

  void logRequest(Socket client, RequestHead head, int status, int bytes, long nanos) {
    log.append(
        clock.instant(),
        String.format(
            Locale.ROOT,
            "%s:%d \"%s %s %s\" %d %d %.3fms",
            client.getInetAddress().getHostAddress(),
            client.getPort(),
            head.method(),
            head.target(),
            head.protocol(),
            status,
            bytes,
            nanos / 1e6));
  }

  private void accept() {
    while (true) {
      Socket client;
      try {
        client = listener.accept();
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
        continue;
      }
      var connection = new ClientConnection(client, this);
      connections.add(connection);
      Thread.ofVirtual().start(() -> serve(connection));
    }
  }

  private void serve(ClientConnection connection) {
    if (listener.isClosed()) { // accepted while the port closed: nobody else would close it
      connection.closeGracefully();
    }
    try {
      connection.serve();
    } finally {
      connections.remove(connection);
    }
  }

  /// The address is free only when the thread that accepts has let go of the socket.
  private void closeListener() {
    try {
      listener.close();
      acceptor.join(CLOSING);
    } catch (IOException _) {
      // a listener that cannot be closed is closed
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
