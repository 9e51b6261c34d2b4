package dev.weir.proxy.engine;

import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.ChunkedBody;
import dev.weir.proxy.http1.DesyncClass;
import dev.weir.proxy.http1.Framing;
import dev.weir.proxy.http1.RequestParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/// A client connection that speaks HTTP/1: one exchange after the other.
///
///     HEAD --head parsed, body follows--> HOLD --target ready--> BODY --body ends--> WAITING
///       |                                                                               |
///       +--head parsed, no body--------------------------------------------------> WAITING
///     WAITING --response ends--> HEAD | LINGER (to be closed) | PIPE (upgraded)
///
/// Event loop only. Owns {@link #held}.
final class Http1ClientConnection extends ChannelInboundHandlerAdapter {
  private enum State {
    HEAD,
    HOLD,
    BODY,
    WAITING,
    PIPE,
    LINGER,
    CLOSED
  }

  private static final byte[] CONTINUE = Bytes.latin1("HTTP/1.1 100 Continue\r\n\r\n");
  private static final int FIRST_COPY = 4096;
  private static final int MAX_HELD = 64 * 1024;
  private static final int LINGER_TICKS = IdleWheel.ticks(2);

  private final LoopState loop;
  private final ClientConnection connection;
  private final Exchange exchange;
  private final Http1ClientStream stream;
  private final Timer timer = new Timer();
  private final ChunkedBody chunks = new ChunkedBody();
  private ChannelHandlerContext context;
  private State state = State.HEAD;

  /// Bytes that came before they could be used: the beginning of a head, a body while the target is
  /// not ready, a pipelined request.
  private @Nullable ByteBuf held;

  private boolean chunked;
  private long bodyLeft;
  private boolean started;
  private boolean processing;
  private boolean responseEnded;
  private boolean refused;
  private boolean reading = true;

  @SuppressWarnings("NullAway.Init") // the context comes with handlerAdded
  Http1ClientConnection(LoopState loop, ClientConnection connection) {
    this.loop = loop;
    this.connection = connection;
    this.stream = new Http1ClientStream(this, loop, connection);
    this.exchange = stream.exchange;
  }

  private final class Timer extends IdleWheel.Entry {
    @Override
    int idleTicks() {
      if (state == State.LINGER) {
        return LINGER_TICKS;
      }
      CompiledListener listener = connection.lastListener;
      if (listener == null) {
        listener = connection.door().any(connection);
      }
      return listener == null ? IdleWheel.ticks(60) : listener.settings.idleTicks;
    }

    @Override
    void onIdle() {
      onTimeout();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    stream.context(ctx);
    loop.wheel.watch(timer);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    timer.touched = loop.wheel.now;
    switch (state) {
      case HEAD -> process(withHeld(in));
      case HOLD, WAITING -> hold(in);
      case BODY -> onBody(in);
      case PIPE -> pipe(in);
      case LINGER, CLOSED -> in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    exchange.flushTarget();
    stream.flush();
  }

  private void pipe(ByteBuf in) {
    exchange.record.receivedBytes += in.readableBytes();
    loop.relay.onRequestBody(exchange, in);
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

  private void hold(ByteBuf in) {
    held = withHeld(in);
    if (held.readableBytes() > MAX_HELD) {
      readable(false);
    }
  }

  /// Reads requests from the bytes until they are used up or the current request must be waited
  /// for. Takes the bytes.
  private void process(ByteBuf in) {
    processing = true;
    while (state == State.HEAD && in.isReadable()) {
      if (!readHead(in)) {
        break;
      }
      if (state == State.BODY) {
        body(in);
      }
    }
    processing = false;
    keepRest(in);
  }

  private void keepRest(ByteBuf in) {
    if (in.isReadable() && (state == State.HEAD || state == State.HOLD || state == State.WAITING)) {
      held = in;
    } else {
      in.release();
    }
  }

  /// Returns whether a request was begun, or refused.
  private boolean readHead(ByteBuf in) {
    skipEmptyLines(in);
    if (!in.isReadable()) {
      return false;
    }
    if (!started) {
      started = true;
      exchange.record.arrive(LoopState.nanos());
    }
    int length = parse(in);
    if (length == RequestParser.INCOMPLETE) {
      return false;
    }
    responseEnded = false;
    exchange.record.receivedBytes += Math.max(0, length);
    if (length == RequestParser.REFUSED) {
      refused = true;
      in.skipBytes(in.readableBytes());
      state = State.WAITING;
      loop.intake.onRefused(exchange, loop.requestParser.error());
    } else {
      in.skipBytes(length);
      begin();
    }
    return true;
  }

  /// A client may send empty lines before a request (RFC 9112 section 2.2).
  private static void skipEmptyLines(ByteBuf in) {
    while (in.isReadable()) {
      byte b = in.getByte(in.readerIndex());
      if (b != '\r' && b != '\n') {
        return;
      }
      in.skipBytes(1);
    }
  }

  private int parse(ByteBuf in) {
    int all = Math.min(in.readableBytes(), RequestParser.MAX_HEAD);
    int first = Math.min(all, FIRST_COPY);
    byte[] bytes = loop.requestBytes;
    in.getBytes(in.readerIndex(), bytes, 0, first);
    int length = loop.requestParser.parse(bytes, first);
    if (length == RequestParser.INCOMPLETE && all > first && mayBeComplete(in, all)) {
      in.getBytes(in.readerIndex(), bytes, 0, all);
      length = loop.requestParser.parse(bytes, all);
    }
    return length;
  }

  /// Spares parsing a long head again for every few bytes of it.
  private static boolean mayBeComplete(ByteBuf in, int all) {
    if (all >= RequestParser.MAX_HEAD || all > 16 * 1024) {
      return true;
    }
    int end = in.readerIndex() + all;
    return in.getByte(end - 1) == '\n'
        || in.indexOf(in.readerIndex() + FIRST_COPY - 4, end, (byte) '\n') >= 0;
  }

  private void begin() {
    RequestParser parser = loop.requestParser;
    Framing framing = parser.framing();
    boolean framed = parser.desyncClass() != DesyncClass.SEVERE || parser.endIsCertain();
    chunked = framed && framing.chunked;
    bodyLeft = framed && !chunked ? Math.max(0, framing.contentLength) : 0;
    boolean withBody = chunked || bodyLeft > 0;
    if (chunked) {
      chunks.reset();
    }
    state = withBody ? State.HOLD : State.WAITING;
    if (withBody && framing.expectContinue && parser.head().minorVersion() == 1) {
      stream.write(Unpooled.wrappedBuffer(CONTINUE));
    }
    loop.intake.onRequest(exchange, withBody);
    if (state == State.HOLD && exchange.target != null) {
      state = State.BODY;
    }
  }

  private void onBody(ByteBuf in) {
    if (!chunked && in.readableBytes() < bodyLeft) {
      bodyLeft -= in.readableBytes();
      exchange.record.receivedBytes += in.readableBytes();
      loop.relay.onRequestBody(exchange, in);
      return;
    }
    body(in);
    if (state == State.HEAD) {
      process(in);
    } else {
      keepRest(in);
    }
  }

  /// Hands on what the bytes hold of the body. Leaves the bytes to the caller.
  private void body(ByteBuf in) {
    int before = in.readableBytes();
    if (!chunked) {
      int part = (int) Math.min(bodyLeft, before);
      bodyLeft -= part;
      loop.relay.onRequestBody(exchange, in.readRetainedSlice(part));
    } else {
      chunks(in);
    }
    exchange.record.receivedBytes += before - in.readableBytes();
    if (chunked ? chunks.done() : bodyLeft == 0) {
      bodyEnd();
    } else if (chunked && chunks.bad()) {
      refused = true;
      exchange.onBadBody();
    }
  }

  private void chunks(ByteBuf in) {
    TargetStream target = exchange.target;
    int end = in.writerIndex();
    if (target == null || target.takesChunks()) {
      int stop = chunks.scan(in, in.readerIndex(), end);
      loop.relay.onRequestBody(exchange, in.readRetainedSlice(stop - in.readerIndex()));
      return;
    }
    int at = in.readerIndex();
    while (at < end && !chunks.done() && !chunks.bad()) {
      at = chunks.nextData(in, at, end);
      if (at > chunks.dataStart()) {
        loop.relay.onRequestBody(
            exchange, in.retainedSlice(chunks.dataStart(), at - chunks.dataStart()));
      }
    }
    in.readerIndex(at);
  }

  private void bodyEnd() {
    state = State.WAITING;
    loop.relay.onRequestEnd(exchange);
    if (responseEnded) {
      next();
    }
  }

  void onTargetReady() {
    if (state == State.HOLD) {
      state = State.BODY;
      useHeld();
    }
    exchange.flushTarget();
  }

  private void useHeld() {
    readable(true);
    ByteBuf bytes = held;
    held = null;
    if (bytes != null) {
      onBody(bytes);
    }
  }

  /// Whether so much of the request's body is missing that closing is better than reading on.
  boolean tooMuchLeft() {
    return !exchange.requestDone && (chunked || bodyLeft > MAX_HELD);
  }

  void onResponseEnd() {
    responseEnded = true;
    if (state == State.PIPE || exchange.closeAfter) {
      closeAfterFlush();
    } else if (exchange.requestDone) {
      next();
    } else if (state == State.HOLD) {
      state = State.BODY;
      if (!processing) {
        useHeld();
      }
    } else {
      readable(true);
    }
  }

  private void next() {
    state = State.HEAD;
    started = false;
    responseEnded = false;
    readable(true);
    ByteBuf bytes = held;
    if (!processing && bytes != null) {
      held = null;
      process(bytes);
      exchange.flushTarget();
      stream.flush();
    }
  }

  void onUpgraded() {
    state = State.PIPE;
    ByteBuf bytes = held;
    held = null;
    readable(true);
    if (bytes != null) {
      pipe(bytes);
      exchange.flushTarget();
    }
  }

  void readable(boolean on) {
    if (reading != on) {
      reading = on;
      context.channel().config().setAutoRead(on);
    }
  }

  void touch() {
    timer.touched = loop.wheel.now;
  }

  /// Closes so that the client can read the response although it may still be sending: a plain
  /// close would reset the connection.
  private void closeAfterFlush() {
    boolean unread = refused || !exchange.requestDone || held != null || state == State.HEAD;
    state = State.LINGER;
    ByteBuf rest = held;
    held = null;
    if (rest != null) {
      rest.release();
    }
    readable(true);
    boolean plain = !connection.isTls() && context.channel() instanceof DuplexChannel;
    var written = context.writeAndFlush(Unpooled.EMPTY_BUFFER);
    if (unread && plain) {
      written.addListener(_ -> ((DuplexChannel) context.channel()).shutdownOutput());
      loop.wheel.watch(timer);
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private boolean uploading() {
    return !exchange.requestDone && !exchange.responseStarted();
  }

  /// Who is silent: the client, unless it waits for a target that takes no more of the body.
  private void onTimeout() {
    boolean partial = state == State.HEAD && started;
    if (partial) {
      refused = true;
      loop.requestParser.head().reset(loop.requestBytes);
      state = State.WAITING;
      loop.intake.onRefused(exchange, 408);
    } else if (state == State.BODY && reading && uploading()) {
      exchange.onClientTimeout();
      loop.wheel.watch(timer);
    } else if ((state == State.WAITING || state == State.HOLD || state == State.BODY && uploading())
        && exchange.phase != Exchange.Phase.IDLE) {
      loop.wheel.watch(timer);
      exchange.onTargetTimeout();
    } else {
      context.close();
    }
  }

  void close() {
    context.close();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    TargetStream target = exchange.target;
    if (target != null) {
      target.readable(ctx.channel().isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    gone();
  }

  private void gone() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    loop.wheel.forget(timer);
    ByteBuf rest = held;
    held = null;
    if (rest != null) {
      rest.release();
    }
    exchange.onClientGone();
    loop.engine.connections.closed(connection);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    loop.engine.failures.report("client connection", cause);
    ctx.close();
  }
}
