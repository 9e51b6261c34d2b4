package dev.weir.proxy.engine;

import dev.weir.elb.ProtocolVersion;
import dev.weir.proxy.tls.TargetTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.Objects;
import java.util.function.IntConsumer;

/// Finds or makes the connection to a target for an exchange.
final class TargetConnector {
  /// ALB gives a target ten seconds to accept, and ten more for TLS.
  private static final int TIMEOUT_MILLIS = 10_000;

  /// Netty reads 64 KiB at most. A head with a body of 64 KiB is a little more; reading it at once
  /// made such a response 12 % cheaper.
  private static final int LARGEST_READ = 128 * 1024;

  private final Transport transport;

  TargetConnector(Transport transport) {
    this.transport = transport;
  }

  /// Calls the exchange back, at once when a connection is there.
  void acquire(Exchange exchange, PooledEndpoint endpoint, LoopState loop) {
    if (endpoint.version == ProtocolVersion.HTTP1) {
      acquireHttp1(exchange, endpoint, loop);
    } else {
      acquireHttp2(exchange, endpoint, loop);
    }
  }

  private void acquireHttp1(Exchange exchange, PooledEndpoint endpoint, LoopState loop) {
    TargetPool pool = endpoint.pools[loop.index];
    Http1TargetConnection idle = pool.take();
    if (idle != null) {
      idle.begin(exchange, true);
      return;
    }
    Http1TargetConnection made = new Http1TargetConnection(loop, pool);
    int asked = exchange.generation;
    connect(
        endpoint,
        loop,
        tls(exchange).http1(),
        made,
        channel -> {
          if (exchange.generation == asked) {
            made.begin(exchange, false);
            exchange.flushTarget();
          } else {
            // The exchange ended meanwhile, and may already be the next one.
            channel.close();
          }
        },
        status -> {
          if (exchange.generation == asked) {
            exchange.onConnectFailed(status);
          }
        });
  }

  private void acquireHttp2(Exchange exchange, PooledEndpoint endpoint, LoopState loop) {
    Http2TargetPool pool = endpoint.http2Pools[loop.index];
    Http2TargetConnection open = pool.take();
    if (open != null) {
      open.begin(exchange, true);
      return;
    }
    pool.await(exchange);
    if (pool.connecting) {
      return;
    }
    pool.connecting = true;
    Http2TargetConnection made = Http2TargetConnection.create(loop, pool);
    connect(endpoint, loop, tls(exchange).http2(), made, _ -> pool.connected(made), pool::failed);
  }

  /// That of the load balancer whose request it is; connections that are open keep theirs.
  private static TargetTls tls(Exchange exchange) {
    return Objects.requireNonNull(exchange.listener).targetTls;
  }

  /// What happens when a connection is ready for requests.
  private interface Ready {
    void on(Channel channel);
  }

  private void connect(
      PooledEndpoint endpoint,
      LoopState loop,
      SslContext tls,
      ChannelHandler handler,
      Ready ready,
      IntConsumer failed) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.loop)
            .channel(transport.socket())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Transport.WATER_MARK)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MILLIS)
            .option(
                ChannelOption.RCVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(64, 2048, LARGEST_READ))
            // What a target that closes early has answered is read.
            .option(ChannelOption.AUTO_CLOSE, false)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (endpoint.secure) {
                      SslHandler secure = tls.newHandler(channel.alloc());
                      secure.setHandshakeTimeoutMillis(TIMEOUT_MILLIS);
                      channel.pipeline().addLast(secure, new Quiet());
                    } else {
                      channel.pipeline().addLast(handler);
                    }
                  }
                });
    // On its event loop a channel is registered at once. Bootstrap.connect would connect it in a
    // task of its own: a busy loop polls before that, and epoll says of a socket that is not
    // connected that it was hung up, which ended as 502.
    bootstrap
        .register()
        .channel()
        .connect(endpoint.address())
        .addListener((io.netty.channel.ChannelFuture connected) -> {
          if (!connected.isSuccess()) {
            boolean late = connected.cause() instanceof ConnectTimeoutException;
            failed.accept(late ? 504 : 502);
          } else if (endpoint.secure) {
            handshake(connected.channel(), handler, ready, failed);
          } else {
            ready.on(connected.channel());
          }
        });
  }

  private static void handshake(
      Channel channel, ChannelHandler handler, Ready ready, IntConsumer failed) {
    channel
        .pipeline()
        .get(SslHandler.class)
        .handshakeFuture()
        .addListener(done -> {
          if (done.isSuccess()) {
            channel.pipeline().addLast(handler);
            ready.on(channel);
          } else {
            channel.close();
            failed.accept(done.cause() instanceof SslHandshakeTimeoutException ? 504 : 502);
          }
        });
  }

  /// Failed handshakes are told through their future.
  private static final class Quiet extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (ctx.pipeline().last() == this) {
        ctx.close();
      } else {
        ctx.fireExceptionCaught(cause);
      }
    }
  }
}
