package dev.weir.proxy.engine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;

/// Finds or makes the connection to a target for an exchange.
final class TargetConnector {
  /// ALB gives a target ten seconds to accept.
  static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final Transport transport;

  TargetConnector(Transport transport) {
    this.transport = transport;
  }

  /// Calls the exchange back, at once when a connection is idle.
  void acquire(Exchange exchange, PooledEndpoint endpoint, LoopState loop) {
    TargetPool pool = endpoint.pools[loop.index];
    Http1TargetConnection idle = pool.take();
    if (idle != null) {
      idle.begin(exchange, true);
      return;
    }
    Http1TargetConnection made = new Http1TargetConnection(loop, pool);
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop.loop)
            .channel(transport.socket())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(made);
                  }
                })
            .connect(endpoint.address());
    int asked = exchange.generation();
    connecting.addListener(future -> {
      if (exchange.generation() != asked) {
        // The exchange ended meanwhile, and may already be the next one.
        connecting.channel().close();
      } else if (future.isSuccess()) {
        made.begin(exchange, false);
        exchange.flushTarget();
      } else {
        exchange.onConnectFailed(future.cause() instanceof ConnectTimeoutException ? 504 : 502);
      }
    });
  }
}
