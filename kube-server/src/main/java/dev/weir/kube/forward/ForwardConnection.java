package dev.weir.kube.forward;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyGoAwayFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One client of `port-forward`: for each connection that it accepts it opens an error stream and a
/// data stream, both with the port and a request id in their headers.
final class ForwardConnection implements ServerConnection {
  private final ConnectionContext context;
  private final IntFunction<InetSocketAddress> bound;
  private final SpdyCodec codec = new SpdyCodec();
  private final Map<Integer, Socket> sockets = new ConcurrentHashMap<>();
  private final Map<String, Integer> errorStreams = new ConcurrentHashMap<>();
  private volatile boolean ended;

  ForwardConnection(ConnectionContext context, IntFunction<InetSocketAddress> bound) {
    this.context = context;
    this.bound = bound;
  }

  @Override
  public void handle(Limit limit) {
    try {
      DataReader reader = context.dataReader();
      while (!ended) {
        for (SpdyFrame frame : codec.decode(reader.readBuffer().readBytes())) {
          try {
            handle(frame);
          } finally {
            ReferenceCountUtil.release(frame);
          }
        }
      }
    } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException _) {
      // the client is gone
    } finally {
      ended = true;
      sockets.values().forEach(ForwardConnection::close);
      codec.close();
    }
  }

  private void handle(SpdyFrame frame) {
    switch (frame) {
      case SpdySynStreamFrame opened -> open(opened);
      case SpdyDataFrame data -> toPod(data);
      case SpdyRstStreamFrame reset -> forget(reset.streamId());
      case SpdyPingFrame ping -> send(ping);
      case SpdyGoAwayFrame _ -> ended = true;
      default -> {} // settings and windows: streams are not limited here
    }
  }

  private void open(SpdySynStreamFrame opened) {
    int stream = opened.streamId();
    String request = String.valueOf(opened.headers().get("requestid"));
    DefaultSpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(stream);
    reply.headers().set("stream", Integer.toString(stream)); // clients want a header block
    send(reply);
    if ("error".contentEquals(String.valueOf(opened.headers().get("streamtype")))) {
      errorStreams.put(request, stream);
      return;
    }
    Integer errors = errorStreams.remove(request);
    int port = Integer.parseInt(String.valueOf(opened.headers().get("port")));
    InetSocketAddress pod = bound.apply(port);
    try {
      Socket socket = new Socket(pod.getAddress(), pod.getPort());
      sockets.put(stream, socket);
      Thread.ofVirtual().start(() -> fromPod(socket, stream, errors));
    } catch (IOException e) {
      String why = "the pod does not listen on port " + port + ": " + e.getMessage();
      finish(errors, why.getBytes(StandardCharsets.UTF_8));
      finish(stream, new byte[0]);
    }
  }

  private void toPod(SpdyDataFrame data) {
    Socket socket = sockets.get(data.streamId());
    if (socket == null) {
      return;
    }
    try {
      ByteBuf content = data.content();
      if (content.isReadable()) {
        socket.getOutputStream().write(ByteBufUtil.getBytes(content));
      }
      if (data.isLast()) {
        socket.shutdownOutput();
      }
    } catch (IOException _) {
      forget(data.streamId());
    }
  }

  private void fromPod(Socket socket, int stream, @Nullable Integer errors) {
    byte[] buffer = new byte[16 * 1024];
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        send(new DefaultSpdyDataFrame(stream, Unpooled.copiedBuffer(buffer, 0, read)));
      }
    } catch (IOException | UncheckedIOException _) {
      // either side is gone; the stream ends all the same
    }
    sockets.remove(stream);
    finish(stream, new byte[0]);
    finish(errors, new byte[0]);
  }

  private void finish(@Nullable Integer stream, byte[] last) {
    if (stream == null || ended) {
      return;
    }
    DefaultSpdyDataFrame frame = new DefaultSpdyDataFrame(stream, Unpooled.copiedBuffer(last));
    frame.setLast(true);
    try {
      send(frame);
    } catch (UncheckedIOException _) {
      // the client is gone
    }
  }

  private synchronized void send(SpdyFrame frame) {
    context.dataWriter().writeNow(BufferData.create(codec.encode(frame)));
  }

  private void forget(int stream) {
    Socket socket = sockets.remove(stream);
    if (socket != null) {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // nothing is left to close
    }
  }

  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    ended = true;
    sockets.values().forEach(ForwardConnection::close);
  }
}
