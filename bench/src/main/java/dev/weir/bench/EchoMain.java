package dev.weir.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.Arrays;

/// Both ends of a load run over WebSocket, of which nginx's tools have none.
///
///     EchoMain target PORT
///     EchoMain load PORT PATH CONNECTIONS SECONDS
///
/// A client sends its next message of 64 bytes when the last one came back.
public final class EchoMain {
  private static final int MESSAGE = 64;
  private static final int MAX_SAMPLES = 4_000_000;

  private static int[] micros = new int[1 << 16];
  private static int done;
  private static int wrong;
  private static volatile boolean over;

  private EchoMain() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    if (arguments[0].equals("target")) {
      serve(group, port);
      return;
    }
    URI uri = URI.create("ws://127.0.0.1:" + port + arguments[2]);
    for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
      connect(group, uri, port);
    }
    Thread.sleep(Integer.parseInt(arguments[4]) * 1000L);
    over = true;
    group.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).sync();
    int[] sorted = Arrays.copyOf(micros, Math.min(done, micros.length));
    Arrays.sort(sorted);
    System.out.printf(
        "%d messages, %d wrong, p50 %d us, p99 %d us%n",
        done, wrong, quantile(sorted, 0.5), quantile(sorted, 0.99));
  }

  private static int quantile(int[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)];
  }

  private static void serve(EventLoopGroup group, int port) throws InterruptedException {
    new ServerBootstrap()
        .group(group)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 4096)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            pipeline(() ->
                new ChannelHandler[] {
                  new HttpServerCodec(),
                  new HttpObjectAggregator(8192),
                  new WebSocketServerProtocolHandler("/", true),
                  new Echo()
                }))
        .bind("127.0.0.1", port)
        .sync()
        .channel()
        .closeFuture()
        .sync();
  }

  private static void connect(EventLoopGroup group, URI uri, int port) throws InterruptedException {
    new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            pipeline(() ->
                new ChannelHandler[] {
                  new HttpClientCodec(),
                  new HttpObjectAggregator(8192),
                  new WebSocketClientProtocolHandler(
                      WebSocketClientHandshakerFactory.newHandshaker(
                          uri, WebSocketVersion.V13, null, false, new DefaultHttpHeaders())),
                  new Client()
                }))
        .connect("127.0.0.1", port)
        .sync();
  }

  private interface Handlers {
    ChannelHandler[] make();
  }

  private static ChannelInitializer<Channel> pipeline(Handlers handlers) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(handlers.make());
      }
    };
  }

  private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      context.writeAndFlush(frame.retain());
    }
  }

  private static final class Client extends SimpleChannelInboundHandler<WebSocketFrame> {
    private long sent;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        send(context);
      }
    }

    private void send(ChannelHandlerContext context) {
      sent = System.nanoTime();
      context.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[MESSAGE])));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame.content().readableBytes() != MESSAGE) {
        wrong++;
      }
      if (done == micros.length && done < MAX_SAMPLES) {
        micros = Arrays.copyOf(micros, done * 2);
      }
      if (done < micros.length) {
        micros[done] = (int) ((System.nanoTime() - sent) / 1000);
      }
      done++;
      if (!over) {
        send(context);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!over) {
        wrong++;
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
