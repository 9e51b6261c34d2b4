package dev.weir.kube.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Forwards TCP connections of one listening port, byte for byte, each side's end kept apart.
final class TcpForwarder implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2000;
  private static final int BACKLOG = 512;
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final ServerSocket listener;
  private final Supplier<List<InetSocketAddress>> backends;
  private final Thread acceptor;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TcpForwarder(ServerSocket listener, Supplier<List<InetSocketAddress>> backends) {
    this.listener = listener;
    this.backends = backends;
    this.acceptor = Thread.ofVirtual().name("node port " + listener).unstarted(this::accept);
  }

  /// Binds and starts to accept.
  ///
  /// @param backends where a new connection may go, tried in order
  /// @throws IOException when the port cannot be bound
  static TcpForwarder open(InetSocketAddress at, Supplier<List<InetSocketAddress>> backends)
      throws IOException {
    if (at.getAddress() == null || !at.getAddress().isLoopbackAddress()) {
      throw new IOException("expected a loopback address");
    }
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(at, BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    var forwarder = new TcpForwarder(listener, backends);
    forwarder.acceptor.start();
    return forwarder;
  }

  /// Accepts no more and cuts what is open.
  @Override
  public void close() {
    closeQuietly(listener);
    open.forEach(TcpForwarder::closeQuietly);
    try {
      acceptor.join(CLOSING); // until then the port is not free
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> forward(client));
      } catch (IOException _) {
        // closed, or a client that went away before it was accepted
      }
    }
  }

  private void forward(Socket client) {
    open.add(client);
    try (client;
        Socket target = connect()) {
      open.add(target);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pump(target, client));
      pump(client, target);
      back.join();
      open.remove(target);
    } catch (IOException _) {
      // no endpoint: the client sees its connection closed, as behind a node port without endpoints
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private Socket connect() throws IOException {
    IOException last = new IOException("no endpoint");
    for (InetSocketAddress backend : backends.get()) {
      var socket = new Socket();
      try {
        socket.connect(backend, CONNECT_MILLIS);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // one side was cut: so is the other
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception _) {
      // nothing is left to close
    }
  }
}
