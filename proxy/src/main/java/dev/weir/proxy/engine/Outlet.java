package dev.weir.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/// Where an HTTP/1 connection writes: through TLS where there is TLS, else straight to the socket's
/// outbound buffer. Going there by way of the pipeline, and asking it for the promise each time,
/// touches a dozen objects of every connection, which are no longer in the cache when there are
/// hundreds. Event loop only.
final class Outlet {
  private final ChannelHandlerContext context;
  private final ChannelPromise promise;
  private final Channel.@Nullable Unsafe plain;
  private boolean dirty;

  /// @param context of the handler that writes, the last before TLS or the socket
  Outlet(ChannelHandlerContext context) {
    this.context = context;
    promise = context.voidPromise();
    plain = context.pipeline().get(SslHandler.class) == null ? context.channel().unsafe() : null;
  }

  /// @param data owned by the callee
  void write(ByteBuf data) {
    dirty = true;
    if (plain != null) {
      plain.write(data, promise);
    } else {
      context.write(data, promise);
    }
  }

  /// Sends what was written since the last time.
  void flush() {
    if (!dirty) {
      return;
    }
    dirty = false;
    if (plain != null) {
      plain.flush();
    } else {
      context.flush();
    }
  }
}
