package dev.weir.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An HTTP/2 client over TLS that sends the frames it is told to and trusts any server.
final class Http2Client implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;

  private final EventLoopGroup group;
  private final boolean ownGroup;
  private final Channel connection;
  private final CompletableFuture<Void> settings = new CompletableFuture<>();

  private final BlockingQueue<Http2PingFrame> pongs = new LinkedBlockingQueue<>();

  /// Completed when the server says that it goes away.
  final CompletableFuture<Void> goAway = new CompletableFuture<>();

  Http2Client(String host, int port) throws Exception {
    this(host, port, loops(1), true);
  }

  /// A client of many that share these event loops.
  Http2Client(String host, int port, EventLoopGroup group) throws Exception {
    this(host, port, group, false);
  }

  static EventLoopGroup loops(int count) {
    return new MultiThreadIoEventLoopGroup(count, NioIoHandler.newFactory());
  }

  private Http2Client(String host, int port, EventLoopGroup group, boolean ownGroup)
      throws Exception {
    this.group = group;
    this.ownGroup = ownGroup;
    SslContext tls =
        SslContextBuilder.forClient()
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    "h2"))
            .build();
    connection =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            tls.newHandler(channel.alloc(), host, port),
                            Http2FrameCodecBuilder.forClient().validateHeaders(false).build(),
                            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                            new Frames());
                  }
                })
            .connect(host, port)
            .sync()
            .channel();
    settings.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// What a stream brought back.
  ///
  /// @param reset the error code of RST_STREAM, -1 when the stream ended well
  record Response(Http2Headers headers, String body, Http2Headers trailers, long reset) {
    String status() {
      return String.valueOf(headers.status());
    }
  }

  private final class Frames extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      if (frame instanceof Http2GoAwayFrame) {
        goAway.complete(null);
      } else if (frame instanceof Http2PingFrame ping && ping.ack()) {
        pongs.add(ping);
      } else if (frame instanceof Http2SettingsFrame) {
        settings.complete(null);
      }
      ReferenceCountUtil.release(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      settings.completeExceptionally(cause);
      ctx.close();
    }
  }

  static Http2Headers request(String method, String path) {
    return new DefaultHttp2Headers(false)
        .method(method)
        .path(path)
        .scheme("https")
        .authority("www.example.com");
  }

  Stream open(Http2Headers headers, boolean end) throws Exception {
    Stream stream = new Stream();
    Http2StreamChannel channel =
        new Http2StreamChannelBootstrap(connection).handler(stream).open().sync().getNow();
    stream.channel = channel;
    channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, end));
    return stream;
  }

  Response get(String path) throws Exception {
    return open(request("GET", path), true).response();
  }

  /// Sends a ping; returns whether it was answered.
  boolean ping() throws InterruptedException {
    connection.writeAndFlush(new DefaultHttp2PingFrame(1));
    return pongs.poll(1, TimeUnit.SECONDS) != null;
  }

  boolean isOpen() {
    return connection.isActive();
  }

  /// Waits until the server has closed the connection.
  void awaitClose() throws Exception {
    connection.closeFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// One stream.
  static final class Stream extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Response> response = new CompletableFuture<>();
    private final CompletableFuture<Http2Headers> head = new CompletableFuture<>();
    private final BlockingQueue<Http2Headers> informational = new LinkedBlockingQueue<>();
    private final StringBuilder body = new StringBuilder();
    private @Nullable Http2StreamChannel channel;

    Stream data(String text, boolean end) throws Exception {
      var data = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
      channel().writeAndFlush(new DefaultHttp2DataFrame(data, end)).sync();
      return this;
    }

    Stream trailers(Http2Headers trailers) throws Exception {
      channel().writeAndFlush(new DefaultHttp2HeadersFrame(trailers, true)).sync();
      return this;
    }

    private Http2StreamChannel channel() {
      if (channel == null) {
        throw new IllegalStateException("not open");
      }
      return channel;
    }

    Http2Headers head() throws Exception {
      return head.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// The next informational head.
    Http2Headers informational() throws Exception {
      return informational.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    Response response() throws Exception {
      return response.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Resets the stream.
    void reset() {
      channel().close();
    }

    boolean isDone() {
      return response.isDone();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      Http2Headers none = new DefaultHttp2Headers();
      switch (frame) {
        case Http2HeadersFrame headers when isInformational(headers.headers()) ->
            informational.add(headers.headers());
        case Http2HeadersFrame headers when !head.isDone() -> {
          head.complete(headers.headers());
          if (headers.isEndStream()) {
            end(none, -1);
          }
        }
        case Http2HeadersFrame trailers -> end(trailers.headers(), -1);
        case Http2DataFrame data -> {
          body.append(data.content().toString(StandardCharsets.ISO_8859_1));
          if (data.isEndStream()) {
            end(none, -1);
          }
        }
        default -> {}
      }
      ReferenceCountUtil.release(frame);
    }

    private static boolean isInformational(Http2Headers headers) {
      return headers.status() != null && headers.status().charAt(0) == '1';
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof Http2ResetFrame reset) {
        end(new DefaultHttp2Headers(), reset.errorCode());
      }
      ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end(new DefaultHttp2Headers(), Long.MAX_VALUE);
    }

    private void end(Http2Headers trailers, long reset) {
      response.complete(
          new Response(head.getNow(new DefaultHttp2Headers()), body.toString(), trailers, reset));
    }
  }

  @Override
  public void close() {
    connection.close().syncUninterruptibly();
    if (ownGroup) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
