package dev.weir.proxy.engine;

import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.ResponseParser;
import dev.weir.proxy.http1.ResponsePlan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// One HTTP/2 stream of a client. Event loop only. Owns {@link #held} and {@link #pending}.
final class Http2ClientStream implements ClientStream {
  final Exchange exchange;
  private final Http2ClientConnection owner;
  private final LoopState loop;
  private final ClientConnection connection;
  private final Http2Stream stream;

  /// The request's body while the target is not ready.
  private @Nullable ByteBuf held;

  private boolean heldEnd;
  private @Nullable Http2Headers heldTrailers;

  /// Bytes that the client may not send anew yet.
  private int unconsumed;

  private boolean paused;

  /// The last piece of the response, kept back so that it can carry the end of the stream.
  private @Nullable ByteBuf pending;

  /// The headers of the response, kept back for the same reason.
  private @Nullable Http2Headers pendingHeaders;

  private boolean trailersSent;
  private boolean closed;

  /// The tick when a byte of this stream was last seen, either way.
  int touched;

  Http2ClientStream(
      Http2ClientConnection owner, LoopState loop, ClientConnection connection, Http2Stream raw) {
    this.owner = owner;
    this.loop = loop;
    this.connection = connection;
    this.stream = raw;
    this.exchange = new Exchange(loop, this, connection, true);
  }

  void onHeaders(Http2Headers headers, boolean end) throws Http2Exception {
    exchange.record.arrive(LoopState.nanos());
    touched = loop.wheel.now;
    int length = Http2Heads.writeRequest(headers, end, loop.requestBytes);
    if (length == Http2Heads.TOO_LARGE) {
      loop.requestParser.head().reset(loop.requestBytes);
      loop.intake.onRefused(exchange, 400);
      return;
    }
    if (length < 0) {
      throw Http2Exception.streamError(
          stream.id(), Http2Error.PROTOCOL_ERROR, "header that HTTP/1 cannot express");
    }
    exchange.record.receivedBytes += length;
    int parsed = loop.requestParser.parse(loop.requestBytes, length);
    if (parsed != length) {
      loop.intake.onRefused(
          exchange, parsed == RequestParser.REFUSED ? loop.requestParser.error() : 400);
    } else if (loop.requestParser.desyncClass() == dev.weir.proxy.http1.DesyncClass.SEVERE) {
      loop.intake.onRefused(exchange, 400);
    } else {
      loop.intake.onRequest(exchange, !end);
      loop.targetDirty(exchange);
    }
  }

  /// Returns how many of the bytes are consumed already.
  int onData(ByteBuf data, boolean end) {
    int size = data.readableBytes();
    exchange.record.receivedBytes += size;
    if (exchange.phase == Exchange.Phase.CONNECT || exchange.phase == Exchange.Phase.AUTHENTICATE) {
      held = held == null ? loop.engine.allocator.buffer(size) : held;
      held.writeBytes(data);
      heldEnd = end;
      unconsumed += size;
      return 0;
    }
    loop.relay.onRequestBody(exchange, data.retain());
    if (end) {
      loop.relay.onRequestEnd(exchange);
    }
    loop.targetDirty(exchange);
    if (paused) {
      unconsumed += size;
      return 0;
    }
    return size;
  }

  void onTrailers(Http2Headers trailers) {
    if (held != null || exchange.phase == Exchange.Phase.CONNECT) {
      heldEnd = true;
      heldTrailers = trailers;
    } else {
      loop.relay.onRequestTrailers(exchange, trailers);
      loop.targetDirty(exchange);
    }
  }

  @Override
  public void onTargetReady() {
    ByteBuf body = held;
    held = null;
    if (body != null) {
      loop.relay.onRequestBody(exchange, body);
    }
    if (heldTrailers != null) {
      loop.relay.onRequestTrailers(exchange, heldTrailers);
    } else if (heldEnd) {
      loop.relay.onRequestEnd(exchange);
    }
    heldEnd = false;
    if (!paused) {
      consume();
    }
    exchange.flushTarget();
  }

  private void consume() {
    int bytes = unconsumed;
    unconsumed = 0;
    if (bytes > 0 && !closed) {
      try {
        if (owner.connection().local().flowController().consumeBytes(stream, bytes)) {
          owner.flushLater();
        }
      } catch (Http2Exception e) {
        abort();
      }
    }
  }

  @Override
  public void readable(boolean readable) {
    paused = !readable;
    if (readable) {
      consume();
    }
  }

  @Override
  public boolean takesChunks() {
    return false;
  }

  @Override
  public void sendResponse(ResponseParser parsed, ByteBuf in, int headLength, boolean untilClose) {
    ResponsePlan plan = loop.responsePlan;
    plan.clear();
    exchange.addLines(plan, parsed.head());
    Http2Headers headers = Http2Heads.response(parsed.head(), plan.replaced);
    Http2Heads.addLines(headers, plan.lines(), plan.linesLength());
    pendingHeaders = headers;
    exchange.record.sentBytes += parsed.head().length();
    in.skipBytes(headLength);
    sendBody(in);
  }

  @Override
  public void sendInformational(ResponseParser parsed) {
    if (closed) {
      return;
    }
    exchange.record.sentBytes += parsed.head().length();
    Http2Headers headers = Http2Heads.response(parsed.head(), null);
    ChannelHandlerContext ctx = owner.context();
    owner.encoder().writeHeaders(ctx, stream.id(), headers, 0, false, ctx.newPromise());
    owner.flushLater();
  }

  @Override
  public void sendBody(ByteBuf data) {
    if (!data.isReadable() || closed) {
      data.release();
      return;
    }
    exchange.record.sentBytes += data.readableBytes();
    writePending(false);
    pending = data;
  }

  private void writePending(boolean end) {
    ChannelHandlerContext ctx = owner.context();
    Http2Headers headers = pendingHeaders;
    ByteBuf data = pending;
    pendingHeaders = null;
    pending = null;
    if (headers != null) {
      boolean last = end && data == null;
      owner.encoder().writeHeaders(ctx, stream.id(), headers, 0, last, ctx.newPromise());
      if (last) {
        return;
      }
    }
    if (data != null || end) {
      ByteBuf last = data == null ? Unpooled.EMPTY_BUFFER : data;
      owner.wrote(last.readableBytes());
      owner.encoder().writeData(ctx, stream.id(), last, 0, end, ctx.newPromise());
    }
  }

  @Override
  public void sendTrailers(Http2Headers trailers) {
    if (closed) {
      return;
    }
    writePending(false);
    ChannelHandlerContext ctx = owner.context();
    owner.encoder().writeHeaders(ctx, stream.id(), trailers, 0, true, ctx.newPromise());
    trailersSent = true;
  }

  @Override
  public void endResponse() {
    if (closed) {
      return;
    }
    if (!trailersSent) {
      writePending(true);
    }
    if (!exchange.requestDone) {
      // The client may stop sending: nobody listens any more (RFC 9113 section 8.1).
      ChannelHandlerContext ctx = owner.context();
      owner.resetStream(ctx, stream.id(), Http2Error.NO_ERROR.code(), ctx.newPromise());
    }
    owner.flushSoon();
  }

  @Override
  public void flush() {
    if (!closed) {
      writePending(false);
      owner.flushSoon();
    }
  }

  @Override
  public void respond(GeneratedResponse response) {
    ResponsePlan plan = loop.responsePlan;
    plan.clear();
    exchange.addLines(plan, null);
    Http2Headers headers = new DefaultHttp2Headers(false);
    headers.status(Integer.toString(response.status));
    CompiledListener listener = exchange.listener;
    if (listener != null) {
      byte[] server = listener.settings.serverLine;
      Http2Heads.addLines(headers, server, server.length);
    }
    Http2Heads.addLines(headers, loop.date.line(), loop.date.line().length);
    headers.add("content-type", new AsciiString(response.contentType, false));
    headers.addInt("content-length", response.body.length);
    Http2Heads.addLines(headers, response.lines, response.lines.length);
    Http2Heads.addLines(headers, plan.lines(), plan.linesLength());
    pendingHeaders = headers;
    if (!exchange.headRequest && response.status != 204 && response.status != 304) {
      sendBody(Unpooled.wrappedBuffer(response.body));
    }
  }

  @Override
  public void abort() {
    if (!closed) {
      ChannelHandlerContext ctx = owner.context();
      release();
      owner.resetStream(ctx, stream.id(), Http2Error.INTERNAL_ERROR.code(), ctx.newPromise());
      owner.flushLater();
    }
  }

  void onTimeout() {
    if (exchange.isOver()) {
      // The client does not take what is left of the response.
      abort();
    } else if (!exchange.requestDone && !paused) {
      exchange.onClientTimeout();
    } else {
      exchange.onTargetTimeout();
    }
  }

  /// The stream is over, whoever ended it.
  void onClosed() {
    if (!closed) {
      consume();
      closed = true;
      release();
      exchange.onClientGone();
    }
  }

  private void release() {
    if (held != null) {
      held.release();
      held = null;
    }
    if (pending != null) {
      pending.release();
      pending = null;
    }
    pendingHeaders = null;
  }

  @Override
  public void onUpgraded() {}

  @Override
  public boolean writable() {
    return owner.encoder().flowController().isWritable(stream);
  }

  void onWritabilityChanged() {
    TargetStream target = exchange.target;
    if (target != null) {
      target.readable(writable());
    }
  }

  @Override
  public void touch() {
    touched = loop.wheel.now;
    owner.touch();
  }

  @Override
  public ClientConnection connection() {
    return connection;
  }
}
