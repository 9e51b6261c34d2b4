package dev.weir.proxy.engine;

import dev.weir.proxy.http1.ChunkedBody;
import dev.weir.proxy.http1.Framing;
import dev.weir.proxy.http1.ResponseParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A connection to a target that speaks HTTP/1: one exchange after the other, idle in its pool in
/// between.
///
///     IDLE --exchange begins--> HEAD --head complete--> BODY --response ends--> IDLE | closed
///                                 +--101 Switching Protocols--> PIPE --> closed
///
/// Event loop only. Owns {@link #held}.
final class Http1TargetConnection extends ChannelInboundHandlerAdapter implements TargetStream {
  private enum State {
    IDLE,
    HEAD,
    BODY,
    PIPE,
    CLOSED
  }

  private enum Body {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private static final int FIRST_COPY = 2048;
  private static final int IDLE_TICKS = IdleWheel.ticks(60);

  private final LoopState loop;
  private final TargetPool pool;

  /// The pool's place for this connection.
  int place = -1;

  private final Timer timer = new Timer();
  private final ChunkedBody chunks = new ChunkedBody();
  private ChannelHandlerContext context;
  private Outlet outlet;
  private State state = State.IDLE;
  private Body body = Body.NONE;
  private @Nullable Exchange exchange;
  private @Nullable ByteBuf held;
  private long bodyLeft;
  private boolean reusable;
  private boolean reading = true;
  private boolean pooled;
  private boolean chunking;

  @SuppressWarnings("NullAway.Init") // the context comes with handlerAdded
  Http1TargetConnection(LoopState loop, TargetPool pool) {
    this.loop = loop;
    this.pool = pool;
  }

  /// Closes a connection that has been idle in the pool for too long.
  private final class Timer extends IdleWheel.Entry {
    @Override
    int idleTicks() {
      return IDLE_TICKS;
    }

    @Override
    void onIdle() {
      if (state == State.IDLE) {
        context.close();
      } else {
        loop.wheel.watch(this);
      }
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    outlet = new Outlet(ctx);
    pool.add(this);
    loop.wheel.watch(timer);
  }

  /// Takes an exchange.
  void begin(Exchange newExchange, boolean fromPool) {
    exchange = newExchange;
    pooled = fromPool;
    state = State.HEAD;
    loop.relay.onConnected(newExchange, this, fromPool);
  }

  @Override
  public boolean takesChunks() {
    return true;
  }

  @Override
  public void sendHead(ByteBuf head, boolean end, boolean encodeChunks) {
    chunking = encodeChunks;
    outlet.write(head);
  }

  @Override
  public void sendBody(ByteBuf data) {
    if (!chunking) {
      outlet.write(data);
    } else if (data.isReadable()) {
      outlet.write(Unpooled.wrappedBuffer(Chunks.start(data.readableBytes())));
      outlet.write(data);
      outlet.write(Unpooled.wrappedBuffer(Chunks.END));
    } else {
      data.release();
    }
  }

  @Override
  public void sendTrailers(Http2Headers trailers) {
    if (chunking) {
      chunking = false;
      outlet.write(Unpooled.wrappedBuffer(Chunks.LAST_SIZE));
      outlet.write(Unpooled.wrappedBuffer(Http2Trailers.lines(trailers)));
      outlet.write(Unpooled.wrappedBuffer(Chunks.END));
    }
  }

  @Override
  public void endRequest() {
    if (chunking) {
      chunking = false;
      outlet.write(Unpooled.wrappedBuffer(Chunks.LAST));
    }
  }

  @Override
  public void flush() {
    outlet.flush();
  }

  @Override
  public void readable(boolean on) {
    if (reading != on) {
      reading = on;
      context.channel().config().setAutoRead(on);
    }
  }

  @Override
  public boolean writable() {
    return context.channel().isWritable();
  }

  @Override
  public void abort() {
    exchange = null;
    close();
  }

  void close() {
    context.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    Exchange current = exchange;
    if (current == null) {
      in.release();
      ctx.close();
      return;
    }
    current.client.touch();
    switch (state) {
      case HEAD -> onHead(current, withHeld(in));
      case BODY -> onBody(current, in);
      case PIPE -> loop.relay.onResponseBody(current, in);
      case IDLE, CLOSED -> in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    if (current != null) {
      current.client.flush();
    }
  }

  private ByteBuf withHeld(ByteBuf in) {
    ByteBuf before = held;
    if (before == null) {
      return in;
    }
    held = null;
    before.writeBytes(in);
    in.release();
    return before;
  }

  private void onHead(Exchange current, ByteBuf in) {
    int length = parse(in);
    if (length == ResponseParser.INCOMPLETE) {
      held = in;
    } else if (length == ResponseParser.MALFORMED) {
      in.release();
      broken(current);
    } else {
      onHead(current, in, length);
    }
  }

  private int parse(ByteBuf in) {
    int all = Math.min(in.readableBytes(), ResponseParser.MAX_HEAD + 1);
    int first = Math.min(all, FIRST_COPY);
    byte[] bytes = loop.responseBytes;
    in.getBytes(in.readerIndex(), bytes, 0, first);
    int length = loop.responseParser.parse(bytes, first);
    if (length == ResponseParser.INCOMPLETE && all > first) {
      in.getBytes(in.readerIndex(), bytes, 0, all);
      length = loop.responseParser.parse(bytes, all);
    }
    return length;
  }

  private void onHead(Exchange current, ByteBuf in, int length) {
    int status = loop.responseParser.head().status();
    if (status == 101) {
      onUpgrade(current, in, length);
    } else if (status < 200) {
      if (status != 100) {
        current.client.sendInformational(loop.responseParser);
      }
      in.skipBytes(length);
      if (in.isReadable()) {
        onHead(current, in);
      } else {
        in.release();
      }
    } else {
      frame(current, status);
      respond(current, in, length);
    }
  }

  private void onUpgrade(Exchange current, ByteBuf in, int length) {
    if (!current.upgradeRequested) {
      in.release();
      broken(current);
      return;
    }
    state = State.PIPE;
    reusable = false;
    loop.relay.onResponse(current, loop.responseParser, in, length, false);
    loop.relay.onUpgraded(current);
  }

  /// Where the response ends (RFC 9112 section 6.3).
  private void frame(Exchange current, int status) {
    Framing framing = loop.responseParser.framing();
    bodyLeft = Math.max(0, framing.contentLength);
    if (current.headRequest || status == 204 || status == 304) {
      body = Body.NONE;
    } else if (framing.chunked) {
      body = Body.CHUNKED;
      chunks.reset();
      if (current.http2Client) {
        chunks.keepTrailers();
      }
    } else {
      body = framing.contentLength >= 0 ? Body.LENGTH : Body.UNTIL_CLOSE;
    }
    boolean persistent =
        loop.responseParser.head().minorVersion() == 1 ? !framing.close : framing.keepAlive;
    boolean both = framing.chunked && framing.contentLength >= 0;
    reusable = persistent && !both && body != Body.UNTIL_CLOSE && !current.closeTarget;
    state = State.BODY;
  }

  private void respond(Exchange current, ByteBuf in, int length) {
    boolean untilClose = body == Body.UNTIL_CLOSE;
    boolean decode = body == Body.CHUNKED && !current.client.takesChunks();
    if (untilClose || decode) {
      loop.relay.onResponse(
          current, loop.responseParser, in.readRetainedSlice(length), length, untilClose);
      onBody(current, in);
      return;
    }
    int bodyEnd = bodyEnd(in, in.readerIndex() + length);
    cutAt(in, bodyEnd);
    loop.relay.onResponse(current, loop.responseParser, in, length, false);
    endIfComplete(current);
  }

  /// Follows the body in the buffer and returns where it, or the buffer, ends.
  private int bodyEnd(ByteBuf in, int from) {
    int end = in.writerIndex();
    return switch (body) {
      case NONE -> from;
      case LENGTH -> {
        int part = (int) Math.min(bodyLeft, end - from);
        bodyLeft -= part;
        yield from + part;
      }
      case CHUNKED -> chunks.scan(in, from, end);
      case UNTIL_CLOSE -> end;
    };
  }

  /// Bytes behind the end of a response belong to nothing: they are dropped, and so is the
  /// connection.
  private void cutAt(ByteBuf in, int end) {
    if (end < in.writerIndex()) {
      in.writerIndex(end);
      reusable = false;
    }
  }

  private boolean complete() {
    return switch (body) {
      case NONE -> true;
      case LENGTH -> bodyLeft == 0;
      case CHUNKED -> chunks.done();
      case UNTIL_CLOSE -> false;
    };
  }

  private void onBody(Exchange current, ByteBuf in) {
    if (body == Body.CHUNKED && !current.client.takesChunks()) {
      decode(current, in);
    } else {
      cutAt(in, bodyEnd(in, in.readerIndex()));
      if (in.isReadable()) {
        loop.relay.onResponseBody(current, in);
      } else {
        in.release();
      }
    }
    endIfComplete(current);
  }

  private void decode(Exchange current, ByteBuf in) {
    int at = in.readerIndex();
    int end = in.writerIndex();
    while (at < end && !chunks.done() && !chunks.bad()) {
      at = chunks.nextData(in, at, end);
      if (at > chunks.dataStart()) {
        loop.relay.onResponseBody(
            current, in.retainedSlice(chunks.dataStart(), at - chunks.dataStart()));
      }
    }
    reusable &= at == end;
    in.release();
    byte[] trailers = chunks.trailers();
    if (chunks.done() && trailers != null && chunks.trailersLength() > 0) {
      current.client.sendTrailers(Http2Trailers.of(trailers, chunks.trailersLength()));
    }
  }

  private void endIfComplete(Exchange current) {
    if (state != State.BODY) {
      return;
    }
    if (complete()) {
      end(current);
    } else if (body == Body.CHUNKED && chunks.bad()) {
      broken(current);
    }
  }

  private void end(Exchange current) {
    exchange = null;
    boolean keep = reusable && current.requestDone && !pool.closed && context.channel().isActive();
    if (keep) {
      state = State.IDLE;
      // A connection that was paused would hang the next request.
      readable(true);
      pool.put(this);
      timer.touched = loop.wheel.now;
    } else {
      context.close();
    }
    loop.relay.onResponseEnd(current);
  }

  private void broken(Exchange current) {
    exchange = null;
    context.close();
    loop.relay.onTargetBroken(current, false, pooled);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    State before = state;
    state = State.CLOSED;
    loop.wheel.forget(timer);
    pool.forget(this);
    boolean nothing = before == State.HEAD && held == null;
    ByteBuf rest = held;
    held = null;
    if (rest != null) {
      rest.release();
    }
    if (before == State.IDLE) {
      pool.remove(this);
    }
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      lost(current, before, nothing);
    }
  }

  private void lost(Exchange current, State before, boolean nothing) {
    if (pool.cut && before != State.PIPE) {
      loop.relay.onTargetBroken(current, false, pooled);
    } else if (before == State.BODY && body == Body.UNTIL_CLOSE || before == State.PIPE) {
      loop.relay.onResponseEnd(current);
    } else {
      loop.relay.onTargetBroken(current, nothing, pooled);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    if (current != null) {
      current.client.readable(ctx.channel().isWritable());
    }
  }

  /// A target that takes no more of the request may have answered it: what it sent is read up to
  /// its end, which closes the channel.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean answering = state == State.HEAD || state == State.BODY;
    if (cause instanceof IOException && answering && ctx.channel().isActive()) {
      return;
    }
    loop.engine.failures.report("target connection", cause);
    ctx.close();
  }
}
