package dev.weir.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
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

/// A client connection that speaks HTTP/2. Event loop only.
///
/// Frames that streams write are flushed once per turn of the event loop: at ten streams per
/// connection this was worth a third of the CPU per request in trials.
final class Http2ClientConnection extends Http2ConnectionHandler {
  /// Bytes of responses that are not kept until everything is read: they go out while they are in
  /// the cache, and their buffers are free for the next ones. Took 64 KiB responses from 134 to 126
  /// us of CPU (HAProxy in the same run: 179 us).
  private static final int FLUSH_AT = 64 * 1024;

  private static final int MAX_STREAMS = 128;
  private static final int MAX_REQUESTS = 10_000;
  private static final int STREAM_WINDOW = 256 * 1024;

  /// More than is accepted, so that what is too large can be answered.
  private static final long MAX_HEADER_LIST = 128 * 1024;

  /// How often per idle timeout streams are looked at.
  private static final int LOOKS = 8;

  private final LoopState loop;
  private final ClientConnection connection;
  private final Http2Connection.PropertyKey streamKey;
  private final Timer timer = new Timer();
  private final Runnable flushTask = this::flushNow;
  private @Nullable ChannelHandlerContext context;
  private boolean flushPending;
  private int unflushed;
  private int requests;

  /// The tick of the last request, or of the last byte of a body either way. PING does not count.
  private int touched;

  private boolean goingAway;
  private boolean closed;

  private Http2ClientConnection(
      LoopState loop,
      ClientConnection connection,
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings) {
    super(decoder, encoder, settings);
    this.loop = loop;
    this.connection = connection;
    this.streamKey = connection().newKey();
    decoder.frameListener(new Frames());
    connection().addListener(new Streams());
    encoder.flowController().listener(this::onWritabilityChanged);
  }

  static Http2ClientConnection create(LoopState loop, ClientConnection connection) {
    return new Builder(loop, connection).build();
  }

  private static final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<Http2ClientConnection, Builder> {
    private final LoopState loop;
    private final ClientConnection connection;

    Builder(LoopState loop, ClientConnection connection) {
      this.loop = loop;
      this.connection = connection;
      connection(Http2Connections.create(true));
      validateHeaders(true);
      frameListener(new Http2EventAdapter());
      // After GOAWAY streams go on to their end; idle ones are ended by the timer.
      gracefulShutdownTimeoutMillis(-1);
      initialSettings(
          Http2Settings.defaultSettings()
              .maxConcurrentStreams(MAX_STREAMS)
              .initialWindowSize(STREAM_WINDOW)
              .maxHeaderListSize(MAX_HEADER_LIST));
    }

    @Override
    public Http2ClientConnection build() {
      return super.build();
    }

    @Override
    protected Http2ClientConnection build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2ClientConnection(loop, connection, decoder, encoder, settings);
    }
  }

  /// Looks at streams and connection again and again, whatever happens on them: a stream may hang
  /// while others are busy.
  private final class Timer extends IdleWheel.Entry {
    @Override
    int idleTicks() {
      return Math.max(1, timeoutTicks() / LOOKS);
    }

    @Override
    void onIdle() {
      endIdle();
    }
  }

  private int timeoutTicks() {
    CompiledListener listener = connection.lastListener;
    return listener == null ? IdleWheel.ticks(60) : listener.settings.idleTicks;
  }

  /// Whether nothing was heard since that tick for as long as the idle timeout.
  private boolean isIdle(int touchedTick) {
    return loop.wheel.now - touchedTick > timeoutTicks();
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
        boolean end)
        throws Http2Exception {
      onHeadersRead(ctx, id, headers, padding, end);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
        throws Http2Exception {
      touched = loop.wheel.now;
      onHeaders(ctx, id, headers, end);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
      Http2ClientStream stream = stream(id);
      if (stream == null) {
        return data.readableBytes() + padding;
      }
      stream.touch();
      return stream.onData(data, end) + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long errorCode) {
      Http2ClientStream stream = stream(id);
      if (stream != null) {
        stream.onClosed();
      }
    }
  }

  private final class Streams extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream closing) {
      Http2ClientStream stream = closing.getProperty(streamKey);
      if (stream != null) {
        stream.onClosed();
      }
    }
  }

  private void onHeaders(ChannelHandlerContext ctx, int id, Http2Headers headers, boolean end)
      throws Http2Exception {
    Http2Stream raw = connection().stream(id);
    if (raw == null) {
      return;
    }
    Http2ClientStream known = raw.getProperty(streamKey);
    if (known != null) {
      known.onTrailers(headers);
      return;
    }
    Http2ClientStream stream = new Http2ClientStream(this, loop, connection, raw);
    raw.setProperty(streamKey, stream);
    stream.onHeaders(headers, end);
    CompiledListener listener = connection.lastListener;
    boolean ends =
        listener != null && (listener.draining || connection.lifeIsOver(listener.settings));
    if (++requests >= MAX_REQUESTS || ends) {
      goAway(ctx);
    }
  }

  /// No more streams; those that are open go on to their end.
  private void goAway(ChannelHandlerContext ctx) {
    if (!goingAway) {
      goingAway = true;
      try {
        close(ctx, ctx.newPromise());
      } catch (Exception e) {
        loop.engine.failures.report("going away from a client", e);
        ctx.close();
      }
      flushLater();
    }
  }

  private @Nullable Http2ClientStream stream(int id) {
    Http2Stream raw = connection().stream(id);
    return raw == null ? null : raw.getProperty(streamKey);
  }

  private void onWritabilityChanged(Http2Stream raw) {
    Http2ClientStream stream = raw.getProperty(streamKey);
    if (stream != null) {
      stream.onWritabilityChanged();
    }
  }

  ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return context;
  }

  /// Counts bytes of bodies that were written and not flushed.
  void wrote(int bytes) {
    unflushed += bytes;
  }

  /// Flushes now when much was written, else once everything is read.
  void flushSoon() {
    if (unflushed >= FLUSH_AT) {
      flushNow();
    } else {
      flushLater();
    }
  }

  void flushLater() {
    if (!flushPending) {
      flushPending = true;
      loop.loop.execute(flushTask);
    }
  }

  private void flushNow() {
    flushPending = false;
    unflushed = 0;
    if (!closed) {
      flush(context());
    }
  }

  void touch() {
    touched = loop.wheel.now;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    touched = loop.wheel.now;
    loop.wheel.watch(timer);
    super.handlerAdded(ctx);
  }

  /// Requests that these reads brought are on their way once everything is read.
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    discardSomeReadBytes();
    loop.flushTargets();
    flushLater();
  }

  private void endIdle() {
    try {
      connection()
          .forEachActiveStream(raw -> {
            Http2ClientStream stream = raw.getProperty(streamKey);
            if (stream != null && isIdle(stream.touched)) {
              stream.onTimeout();
            }
            return true;
          });
    } catch (Http2Exception e) {
      loop.engine.failures.report("timeout of a client connection", e);
    }
    if (closed) {
      return;
    }
    if (isIdle(touched)) {
      if (goingAway) {
        context().close();
        return;
      }
      goAway(context());
    }
    if (!closed) {
      loop.wheel.watch(timer);
    }
  }

  /// HEADERS behind the end of a request are an error of a closed stream (RFC 9113 section 5.1),
  /// which the codec takes for one of the protocol.
  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    Http2ClientStream stream = stream(error.streamId());
    boolean over = stream != null && stream.exchange.requestDone;
    if (!outbound && over && error.error() == Http2Error.PROTOCOL_ERROR) {
      resetStream(ctx, error.streamId(), Http2Error.STREAM_CLOSED.code(), ctx.newPromise());
      flushLater();
    } else {
      super.onStreamError(ctx, outbound, cause, error);
    }
  }

  /// A head that was too large to be decoded.
  @Override
  protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {
    Http2Headers headers = new DefaultHttp2Headers(false).status("400");
    headers.add("server", "awselb/2.0");
    headers.addInt("content-length", 0);
    encoder().writeHeaders(ctx, stream.id(), headers, 0, true, ctx.newPromise());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    gone();
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    super.handlerRemoved0(ctx);
    gone();
  }

  private void gone() {
    if (!closed) {
      closed = true;
      loop.wheel.forget(timer);
      loop.engine.connections.closed(connection);
    }
  }
}
