package dev.weir.bench;

import dev.weir.elb.AddressBook;
import dev.weir.elb.ElbSnapshot;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One request after the other over a kept connection through the proxy and back, real sockets on
/// the loopback interface; and the application of a snapshot that changes nothing.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExchangeBenchmark {
  private static final byte[] REQUEST =
      "GET /api/a HTTP/1.1\r\nHost: bench.elb.localhost\r\nAccept: */*\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] RESPONSE =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.ISO_8859_1);
  private static final int PORT = 19301;

  private final byte[] answer = new byte[RESPONSE.length];
  private Proxy proxy;
  private ServerSocket target;
  private Socket client;
  private ElbSnapshot snapshot;

  @SuppressWarnings("NullAway.Init") // JMH calls start before anything else
  public ExchangeBenchmark() {}

  @Setup
  public void start() throws IOException {
    target = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::serve);
    proxy =
        Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
    snapshot = ProxyMain.plainSnapshot(PORT, target.getLocalPort());
    proxy.apply(snapshot);
    client = new Socket("127.0.0.1", PORT);
    client.setTcpNoDelay(true);
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!target.isClosed()) {
      try (Socket socket = target.accept()) {
        InputStream in = socket.getInputStream();
        while (in.read(buffer) > 0) {
          socket.getOutputStream().write(RESPONSE);
        }
      } catch (IOException _) {
        // The run is over, or the proxy let the connection go.
      }
    }
  }

  @TearDown
  public void stop() throws IOException {
    client.close();
    proxy.close();
    target.close();
  }

  @Benchmark
  public int keepAliveExchange() throws IOException {
    client.getOutputStream().write(REQUEST);
    return client.getInputStream().readNBytes(answer, 0, answer.length);
  }

  @Benchmark
  public Object snapshotApply() {
    return proxy.apply(snapshot);
  }
}
