package dev.weir.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 client of the soak test: sends what its random numbers say, checks every byte of
/// what must be right, and misbehaves in between.
final class SoakClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 180_000;
  private static final int BIG = 400_000;

  /// So few at once that each is over within the load balancer's ten seconds.
  static final Semaphore HANDSHAKES = new Semaphore(8);

  private final String host;
  private final int port;
  private final @Nullable SSLContext tls;
  private final Random random;

  /// The numbers of the steps so far.
  private String steps = "";

  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();

  SoakClient(String host, int port, @Nullable SSLContext tls, long seed) throws IOException {
    this.host = host;
    this.port = port;
    this.tls = tls;
    this.random = new Random(seed);
    connect();
  }

  private void connect() throws IOException {
    socket.close();
    if (tls == null) {
      socket = plain();
    } else {
      HANDSHAKES.acquireUninterruptibly();
      try {
        socket = secure(tls);
      } finally {
        HANDSHAKES.release();
      }
    }
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  private Socket plain() throws IOException {
    Socket plain = new Socket();
    plain.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
    plain.setSoTimeout(PATIENCE_MILLIS);
    plain.setTcpNoDelay(true);
    return plain;
  }

  private Socket secure(SSLContext context) throws IOException {
    var factory = context.getSocketFactory();
    var secure = (SSLSocket) factory.createSocket(plain(), "www.example.com", port, true);
    secure.startHandshake();
    return secure;
  }

  /// One random step. An exception of the connection is a failure unless this side broke it.
  void step() throws Exception {
    int number = random.nextInt(20);
    steps += " " + number;
    switch (number) {
      case 0, 1, 2, 3 -> get(random.nextInt(40_000));
      case 4 -> get(random.nextInt(BIG));
      case 5 -> slowRead();
      case 6 -> upload(random.nextInt(BIG), false);
      case 7 -> upload(random.nextInt(20_000), true);
      case 8 -> chunkedUpload();
      case 9 -> uploadAfterContinue();
      case 10 -> echo(random.nextInt(BIG));
      case 11 -> pipeline();
      case 12 -> leaveInRequest();
      case 13 -> leaveInResponse();
      case 14 -> leaveWhileTargetStalls();
      case 15 -> halfClose();
      case 16 -> targetResets();
      case 17 -> targetCuts("cut");
      case 18 -> targetCuts("cut-reset");
      default -> targetAnswersEarly();
    }
  }

  private void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String request(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: www.example.com\r\n";
  }

  private String ask(int seed, int length) {
    String framing = new String[] {"length", "chunked", "close"}[random.nextInt(3)];
    return request("GET", "/bytes/" + seed + "/" + length + "/" + framing) + "\r\n";
  }

  void get(int length) throws IOException {
    int seed = random.nextInt();
    seed &= Integer.MAX_VALUE;
    send(ask(seed, length));
    response(seed, length);
  }

  /// Returns whether the connection goes on.
  private boolean response(int seed, int length) throws IOException {
    String head = ok();
    if (SoakBytes.field(head, "transfer-encoding").equals("chunked")) {
      SoakBytes.readChunks(in, seed, length);
    } else {
      is("" + length, SoakBytes.field(head, "content-length"));
      SoakBytes.readExactly(in, seed, length);
    }
    return !SoakBytes.field(head, "connection").equals("close");
  }

  private String ok() throws IOException {
    String head = SoakBytes.head(in);
    if (!head.startsWith("HTTP/1.1 200 ")) {
      throw new AssertionError("expected 200, got: " + head);
    }
    return head;
  }

  private static void is(String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }

  private void saysOk() throws IOException {
    ok();
    is("ok", new String(in.readNBytes(2), StandardCharsets.ISO_8859_1));
  }

  private void slowRead() throws Exception {
    int seed = random.nextInt(1 << 20);
    send(request("GET", "/bytes/" + seed + "/" + BIG + "/length") + "\r\n");
    ok();
    byte[] part = new byte[20_000];
    for (int place = 0; place < BIG; ) {
      int count = in.read(part, 0, Math.min(part.length, BIG - place));
      if (count < 0) {
        throw new IOException("the body ends at " + place);
      }
      SoakBytes.check(seed, place, part, count);
      place += count;
      Thread.sleep(random.nextInt(4));
    }
  }

  private void upload(int length, boolean slow) throws Exception {
    int seed = random.nextInt(1 << 20);
    byte[] body = SoakBytes.body(seed, length);
    send(
        request("POST", "/check/" + seed + "/" + length)
            + "Content-Length: "
            + length
            + "\r\n\r\n");
    int part = slow ? 700 : 64 * 1024;
    for (int from = 0; from < length; from += part) {
      out.write(body, from, Math.min(part, length - from));
      if (slow) {
        Thread.sleep(random.nextInt(4));
      }
    }
    saysOk();
  }

  private void chunkedUpload() throws IOException {
    int seed = random.nextInt(1 << 20);
    byte[] body = SoakBytes.body(seed, random.nextInt(1, 100_000));
    send(
        request("POST", "/check/" + seed + "/" + body.length)
            + "Transfer-Encoding: chunked\r\n\r\n");
    for (int from = 0; from < body.length; ) {
      int size = Math.min(body.length - from, 1 + random.nextInt(9000));
      SoakBytes.writeChunk(out, body, from, size);
      from += size;
    }
    send("0\r\n\r\n");
    saysOk();
  }

  private void uploadAfterContinue() throws IOException {
    int seed = random.nextInt(1 << 20);
    byte[] body = SoakBytes.body(seed, random.nextInt(1, 5000));
    send(request("POST", "/check/" + seed + "/" + body.length));
    send("Expect: 100-continue\r\nContent-Length: " + body.length + "\r\n\r\n");
    is("HTTP/1.1 100 Continue\n", SoakBytes.head(in));
    out.write(body);
    saysOk();
  }

  /// Sends and reads at the same time: each side has to wait for the other.
  private void echo(int length) throws Exception {
    int seed = random.nextInt(1 << 20);
    byte[] body = SoakBytes.body(seed, length);
    send(request("POST", "/echo") + "Content-Length: " + length + "\r\n\r\n");
    var failure = new AtomicReference<IOException>();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                out.write(body);
              } catch (IOException e) {
                failure.set(e);
              }
            });
    boolean more = response(seed, length);
    writer.join();
    if (failure.get() != null) {
      throw failure.get();
    }
    if (!more) {
      connect();
    }
  }

  private void pipeline() throws IOException {
    int seed = random.nextInt(1 << 20);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      all.append(ask(seed + i, 100 * i));
    }
    send(all.toString());
    for (int i = 0; i < 5; i++) {
      response(seed + i, 100 * i);
    }
  }

  private void leave() throws IOException {
    socket.setSoLinger(random.nextBoolean(), 0);
    connect();
  }

  private void leaveInRequest() throws IOException {
    String head = request("POST", "/check/1/1000") + "Content-Length: 1000\r\n\r\n";
    String whole = head + new String(SoakBytes.body(1, 1000), StandardCharsets.ISO_8859_1);
    send(whole.substring(0, random.nextInt(whole.length())));
    leave();
  }

  private void leaveInResponse() throws IOException {
    send(ask(1, BIG));
    in.readNBytes(random.nextInt(BIG));
    leave();
  }

  private void leaveWhileTargetStalls() throws Exception {
    send(request("GET", "/stall") + "\r\n");
    Thread.sleep(random.nextInt(50));
    leave();
  }

  /// A load balancer may take the end of what a client sends for its going away.
  private void halfClose() throws IOException {
    if (tls == null) {
      send(ask(1, 1000));
      socket.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    }
    leave();
  }

  private void targetResets() throws IOException {
    send(request("GET", "/reset") + "\r\n");
    String head = SoakBytes.head(in);
    if (!head.startsWith("HTTP/1.1 502 ")) {
      throw new AssertionError("expected 502, got: " + head);
    }
    in.skipNBytes(Integer.parseInt(SoakBytes.field(head, "content-length")));
  }

  /// A body that is cut at the target must not look whole to the client.
  private void targetCuts(String how) throws IOException {
    send(request("GET", "/" + how + "/7/100000") + "\r\n");
    int count = 0;
    try {
      String head = SoakBytes.head(in);
      if (head.startsWith("HTTP/1.1 502 ")) {
        connect();
        return;
      }
      for (int b = in.read(); b >= 0; b = in.read()) {
        SoakBytes.check(7, count++, new byte[] {(byte) b}, 1);
      }
    } catch (IOException e) {
      // It was cut by a reset.
    }
    if (count > 50_000) {
      throw new AssertionError("got " + count + " bytes of 50000");
    }
    connect();
  }

  /// The answer may be lost to a reset, as TCP is.
  private void targetAnswersEarly() throws IOException {
    try {
      send(request("POST", "/early") + "Content-Length: 300000\r\n\r\n");
      out.write(new byte[300_000]);
      SoakBytes.head(in);
    } catch (IOException e) {
      // Cut while sending.
    }
    leave();
  }

  /// Switches protocols and has bytes echoed.
  void upgraded(int messages) throws Exception {
    send(request("GET", "/up") + "Connection: upgrade\r\nUpgrade: e\r\n\r\n");
    String head = SoakBytes.head(in);
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("expected 101, got: " + head);
    }
    for (int i = 0; i < messages; i++) {
      int seed = random.nextInt(1 << 20);
      int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 2000);
      byte[] message = SoakBytes.body(seed, length);
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  out.write(message);
                } catch (IOException e) {
                  // The reader misses it.
                }
              });
      SoakBytes.readExactly(in, seed, length);
      writer.join();
    }
    leave();
  }

  @Override
  public String toString() {
    return "steps" + steps;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
