package dev.weir.proxy.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A client that makes handshakes with exactly one version, these ciphers and one group.
final class TlsScanner implements AutoCloseable {
  private final Map<List<Object>, SslContext> contexts = new HashMap<>();
  static final String SERVER_NAME = "a.example.com";

  /// Failed handshakes are told through their future.
  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  /// The cipher that was agreed on, or null when there was no agreement.
  @Nullable String handshake(
      String address, int port, String version, List<String> ciphers, String keyExchange)
      throws Exception {
    SslContext context = context(version, ciphers, keyExchange);
    SslHandler[] handler = new SslHandler[1];
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel made) {
                    handler[0] = context.newHandler(made.alloc(), SERVER_NAME, port);
                    made.pipeline().addLast(handler[0], new Quiet());
                  }
                })
            .connect(address, port)
            .sync()
            .channel();
    try {
      boolean done = handler[0].handshakeFuture().await(60, TimeUnit.SECONDS);
      boolean agreed = done && handler[0].handshakeFuture().isSuccess();
      return agreed ? handler[0].engine().getSession().getCipherSuite() : null;
    } finally {
      channel.close().sync();
    }
  }

  /// The same few again and again.
  private SslContext context(String version, List<String> ciphers, String keyExchange)
      throws SSLException {
    List<Object> key = List.of(version, ciphers, keyExchange);
    SslContext made = contexts.get(key);
    if (made == null) {
      var builder =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.OPENSSL)
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .endpointIdentificationAlgorithm(null)
              .option(OpenSslContextOption.GROUPS, new String[] {keyExchange})
              .protocols(version);
      made = version.equals("TLSv1.3") ? builder.build() : builder.ciphers(ciphers).build();
      contexts.put(key, made);
    }
    return made;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
