package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.HttpHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// A connection to a target that speaks HTTP/2: many exchanges at once. Event loop only.
final class Http2TargetConnection extends Http2ConnectionHandler {
  private static final int STREAM_WINDOW = 256 * 1024;

  private final LoopState loop;
  private final Http2TargetPool pool;
  private final Http2Connection.PropertyKey streamKey;
  private final Runnable flushTask = this::flushNow;
  private final Timer timer = new Timer();
  private @Nullable ChannelHandlerContext context;
  private boolean flushPending;
  private boolean closed;

  private Http2TargetConnection(
      LoopState loop,
      Http2TargetPool pool,
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings) {
    super(decoder, encoder, settings);
    this.loop = loop;
    this.pool = pool;
    this.streamKey = connection().newKey();
    decoder.frameListener(new Frames());
    connection().addListener(new Streams());
    encoder.flowController().listener(this::onWritabilityChanged);
  }

  static Http2TargetConnection create(LoopState loop, Http2TargetPool pool) {
    return new Builder(loop, pool).build();
  }

  private static final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<Http2TargetConnection, Builder> {
    private final LoopState loop;
    private final Http2TargetPool pool;

    Builder(LoopState loop, Http2TargetPool pool) {
      this.loop = loop;
      this.pool = pool;
      connection(Http2Connections.create(false));
      frameListener(new Http2EventAdapter());
      gracefulShutdownTimeoutMillis(0);
      initialSettings(
          Http2Settings.defaultSettings()
              .pushEnabled(false)
              .initialWindowSize(STREAM_WINDOW)
              .maxHeaderListSize(32 * 1024));
    }

    @Override
    public Http2TargetConnection build() {
      return super.build();
    }

    @Override
    protected Http2TargetConnection build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2TargetConnection(loop, pool, decoder, encoder, settings);
    }
  }

  /// Closes a connection without streams after a while.
  private final class Timer extends IdleWheel.Entry {
    @Override
    int idleTicks() {
      return IdleWheel.ticks(60);
    }

    @Override
    void onIdle() {
      if (connection().numActiveStreams() == 0) {
        shut();
      } else {
        loop.wheel.watch(this);
      }
    }
  }

  private final class Frames extends Http2EventAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean end) {
      onHeadersRead(ctx, id, headers, padding, end);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end) {
      Http2TargetStream stream = stream(id);
      if (stream != null) {
        stream.onHeaders(headers, end);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
      Http2TargetStream stream = stream(id);
      return stream == null ? data.readableBytes() + padding : stream.onData(data, end) + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long errorCode) {
      Http2TargetStream stream = stream(id);
      if (stream != null) {
        stream.onReset(errorCode);
      }
    }
  }

  private final class Streams extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream closing) {
      Http2TargetStream stream = closing.getProperty(streamKey);
      if (stream != null) {
        stream.onReset(Http2Error.NO_ERROR.code());
      }
    }

    @Override
    public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
      pool.retire(Http2TargetConnection.this);
    }
  }

  private @Nullable Http2TargetStream stream(int id) {
    Http2Stream raw = connection().stream(id);
    return raw == null ? null : raw.getProperty(streamKey);
  }

  private void onWritabilityChanged(Http2Stream raw) {
    Http2TargetStream stream = raw.getProperty(streamKey);
    if (stream != null) {
      stream.onWritabilityChanged();
    }
  }

  /// Whether another stream may be opened.
  boolean hasRoom() {
    return !closed
        && connection().local().canOpenStream()
        && !connection().goAwayReceived()
        && context().channel().isActive();
  }

  /// Gives an exchange a stream of its own.
  void begin(Exchange exchange, boolean pooled) {
    timer.touched = loop.wheel.now;
    loop.relay.onConnected(exchange, new Http2TargetStream(this, loop, exchange), pooled);
  }

  /// Opens the stream with its head.
  void open(Http2TargetStream stream, HttpHead head, boolean secure, boolean grpc, boolean end) {
    int id = connection().local().incrementAndGetNextStreamId();
    ChannelHandlerContext ctx = context();
    var written =
        encoder()
            .writeHeaders(
                ctx, id, Http2Heads.request(head, secure, grpc), 0, end, ctx.newPromise());
    Http2Stream raw = connection().stream(id);
    if (raw != null) {
      raw.setProperty(streamKey, stream);
      stream.opened(raw);
    } else {
      written.addListener(_ -> stream.onReset(Http2Error.REFUSED_STREAM.code()));
    }
    flushLater();
  }

  ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return context;
  }

  void flushLater() {
    if (!flushPending) {
      flushPending = true;
      loop.loop.execute(flushTask);
    }
  }

  private void flushNow() {
    flushPending = false;
    if (!closed) {
      flush(context());
    }
  }

  void shut() {
    context().close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    loop.wheel.watch(timer);
    super.handlerAdded(ctx);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    discardSomeReadBytes();
    flushLater();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    closed = true;
    pool.remove(this);
    loop.wheel.forget(timer);
    try {
      connection()
          .forEachActiveStream(raw -> {
            Http2TargetStream stream = raw.getProperty(streamKey);
            if (stream != null) {
              stream.onReset(Http2Error.INTERNAL_ERROR.code());
            }
            return true;
          });
    } catch (Http2Exception e) {
      loop.engine.failures.report("target connection", e);
    }
    super.channelInactive(ctx);
  }
}
