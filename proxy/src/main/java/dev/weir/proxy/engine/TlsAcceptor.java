package dev.weir.proxy.engine;

import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.tls.ClientHello;
import dev.weir.proxy.tls.MutualTls;
import dev.weir.proxy.tls.NegotiatedTls;
import dev.weir.proxy.tls.RefusedCertificate;
import dev.weir.proxy.tls.TlsHeaders;
import dev.weir.proxy.tls.TlsIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// Begins TLS: reads the ClientHello, chooses listener and certificate, and hands over to HTTP/1 or
/// HTTP/2 when the handshake is done. Event loop only.
final class TlsAcceptor extends SslClientHelloHandler<TlsIdentity> {
  private static final int HANDSHAKE_TIMEOUT_MILLIS = 10_000;

  /// How much of a response is encrypted in one go, into one buffer that one system call sends. By
  /// single records, of 16 KiB, a 64 KiB response cost 10 % more.
  private static final int ENCRYPTED_AT_ONCE = 128 * 1024;

  private final LoopState loop;
  private final ClientConnection connection;
  private long startNanos;

  private @Nullable ChannelHandlerContext context;
  private final Silence silence = new Silence();

  TlsAcceptor(LoopState loop, ClientConnection connection) {
    this.loop = loop;
    this.connection = connection;
  }

  /// Ends connections that never say hello.
  private final class Silence extends IdleWheel.Entry {
    @Override
    int idleTicks() {
      return IdleWheel.ticks(HANDSHAKE_TIMEOUT_MILLIS / 1000);
    }

    @Override
    void onIdle() {
      if (context != null) {
        context.close();
      }
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    loop.wheel.watch(silence);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    loop.wheel.forget(silence);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    loop.engine.connections.closed(connection);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  @Override
  protected Future<TlsIdentity> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf clientHello) {
    startNanos = LoopState.nanos();
    ClientHello hello = clientHello == null ? ClientHello.NONE : ClientHello.parse(clientHello);
    connection.serverName = hello.serverName();
    CompiledListener listener = connection.door().forHandshake(hello);
    if (listener == null || listener.tls == null) {
      return ctx.executor().newFailedFuture(new IllegalStateException("no certificate to serve"));
    }
    connection.lastListener = listener;
    TlsIdentity identity = listener.tls.choose(hello, Instant.now());
    connection.certificate = identity.arn();
    connection.serverNameKnown = listener.tls.covers(hello.serverName());
    return ctx.executor().newSucceededFuture(identity);
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext ctx, Future<TlsIdentity> future) {
    if (!future.isSuccess()) {
      loop.engine.connections.handshakeFailed(connection, "UnmappedConnectionError");
      ctx.close();
      return;
    }
    SslHandler tls = future.getNow().context().newHandler(ctx.alloc());
    tls.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MILLIS);
    ctx.pipeline().addAfter(ctx.name(), null, new Handshake(tls));
    ctx.pipeline().replace(this, null, tls);
  }

  /// Waits for the end of the handshake.
  private final class Handshake extends ChannelInboundHandlerAdapter {
    private final SslHandler tls;

    Handshake(SslHandler tls) {
      this.tls = tls;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent completion) {
        if (completion.isSuccess()) {
          succeeded(ctx);
        } else {
          failed(ctx, completion.cause());
        }
      } else {
        ctx.fireUserEventTriggered(event);
      }
    }

    private void succeeded(ChannelHandlerContext ctx) {
      remember(tls.engine());
      boolean http2 = ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol());
      if (http2) {
        ctx.pipeline().addBefore(ctx.name(), null, new TlsRecords());
        ctx.pipeline().replace(this, null, Http2ClientConnection.create(loop, connection));
      } else {
        tls.setWrapDataSize(ENCRYPTED_AT_ONCE);
        ctx.pipeline().replace(this, null, new Http1ClientConnection(loop, connection));
      }
    }

    private void failed(ChannelHandlerContext ctx, Throwable cause) {
      RefusedCertificate refused = RefusedCertificate.among(cause);
      if (refused != null) {
        connection.clientCertificate = refused.leaf();
      }
      connection.handshakeNanos = LoopState.nanos() - startNanos;
      loop.engine.connections.handshakeFailed(
          connection, refused == null ? "UnmappedConnectionError" : refused.code());
      ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private void remember(SSLEngine engine) {
    CompiledListener listener = connection.lastListener;
    boolean mutual = listener != null && listener.mutual.mode() != MutualTls.Mode.OFF;
    NegotiatedTls negotiated = NegotiatedTls.of(engine, mutual);
    connection.establishedNanos = LoopState.nanos();
    connection.handshakeNanos = connection.establishedNanos - startNanos;
    connection.tlsProtocol = negotiated.protocol();
    connection.tlsCipher = negotiated.cipher();
    connection.keyExchange = negotiated.keyExchange();
    connection.sessionReused = negotiated.resumed();
    connection.clientCertificate = negotiated.clientCertificate();
    if (listener != null && mutual) {
      connection.mutualLines =
          Bytes.latin1(
              TlsHeaders.clientCertificate(
                  listener.listener, listener.mutual.mode(), engine.getSession()));
    }
  }
}
