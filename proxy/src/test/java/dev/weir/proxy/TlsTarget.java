package dev.weir.proxy;

import dev.weir.proxy.health.TestServers;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An HTTPS target that answers with the version and the cipher that its client and it agreed on.
final class TlsTarget implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel server;

  private TlsTarget(SslContext tls) {
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Answering());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  /// @param versions between blanks
  /// @param cipher the only one, by its IANA name; empty for all
  /// @param keyExchange the only group; empty for all
  static TlsTarget start(String versions, String cipher, String keyExchange) throws Exception {
    var builder =
        SslContextBuilder.forServer(TestServers.expiredCertificate())
            .sslProvider(SslProvider.OPENSSL)
            .protocols(versions.split(" "));
    if (!cipher.isEmpty()) {
      builder.ciphers(List.of(cipher));
    }
    if (!keyExchange.isEmpty()) {
      builder.option(OpenSslContextOption.GROUPS, new String[] {keyExchange});
    }
    return new TlsTarget(builder.build());
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  private static final class Answering extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      ReferenceCountUtil.release(bytes);
      var session = ctx.pipeline().get(SslHandler.class).engine().getSession();
      String agreed = session.getProtocol() + " " + session.getCipherSuite();
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + agreed.length() + "\r\n\r\n" + agreed;
      ctx.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }
}
