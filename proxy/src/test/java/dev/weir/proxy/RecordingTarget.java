package dev.weir.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A target on a real socket that keeps every byte it gets and lets the test decide what it does.
public final class RecordingTarget implements AutoCloseable {
  private final ServerSocket server;
  private final Behaviour behaviour;
  private final Thread acceptor;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// Everything received, one entry per connection.
  public final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();

  /// The heads received, in order.
  public final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

  /// What the target does with one connection.
  public interface Behaviour {
    void serve(Connection connection) throws IOException;
  }

  private RecordingTarget(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = Thread.ofVirtual().start(this::accept);
  }

  public static RecordingTarget start(Behaviour behaviour) {
    return new RecordingTarget(behaviour);
  }

  /// Answers every head with these bytes; reads no bodies.
  public static RecordingTarget answering(String response) {
    return start(connection -> {
      while (connection.readHead() != null) {
        connection.write(response);
      }
    });
  }

  public int port() {
    return server.getLocalPort();
  }

  public String nextHead() throws InterruptedException {
    String head = heads.poll(60, TimeUnit.SECONDS);
    if (head == null) {
      throw new AssertionError("no request reached the target within 60 s");
    }
    return head;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.serve(new Connection(socket));
    } catch (IOException e) {
      // The proxy went away: tests look at what it sent.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // The port is open until nobody accepts any more.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }

  /// One accepted connection.
  public final class Connection {
    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      received.add(log);
    }

    /// The next head, or null when the connection ended.
    public String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (true) {
        int b = read();
        if (b < 0) {
          return null;
        }
        head.write(b);
        String text = head.toString(StandardCharsets.ISO_8859_1);
        if (text.endsWith("\r\n\r\n")) {
          heads.add(text);
          return text;
        }
      }
    }

    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        synchronized (log) {
          log.write(b);
        }
      }
      return b;
    }

    public String read(int count) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        int b = read();
        if (b < 0) {
          break;
        }
        text.append((char) b);
      }
      return text.toString();
    }

    public void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    public Socket socket() {
      return socket;
    }
  }
}
