package dev.weir.proxy.engine;

import dev.weir.elb.ProtocolVersion;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.ResponseParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// One exchange on an HTTP/2 connection to a target. Event loop only.
final class Http2TargetStream implements TargetStream {
  private final Http2TargetConnection owner;
  private final LoopState loop;
  private @Nullable Exchange exchange;
  private @Nullable Http2Stream stream;
  private boolean headSeen;
  private boolean paused;
  private int unconsumed;

  Http2TargetStream(Http2TargetConnection owner, LoopState loop, Exchange exchange) {
    this.owner = owner;
    this.loop = loop;
    this.exchange = exchange;
  }

  void opened(Http2Stream raw) {
    stream = raw;
  }

  @Override
  public boolean takesChunks() {
    return false;
  }

  /// The rewritten head is read again: this path is not the one that must be fastest.
  @Override
  public void sendHead(ByteBuf head, boolean end, boolean encodeChunks) {
    Exchange current = exchange;
    int length = head.readableBytes();
    head.getBytes(head.readerIndex(), loop.requestBytes, 0, length);
    head.release();
    RequestParser parser = loop.requestParser;
    if (current == null || parser.parse(loop.requestBytes, length) <= 0) {
      onReset(Http2Error.INTERNAL_ERROR.code());
      return;
    }
    boolean grpc = current.targetVersion() == ProtocolVersion.GRPC;
    owner.open(this, parser.head(), current.targetIsSecure(), grpc || current.grpc, end);
  }

  @Override
  public void sendBody(ByteBuf data) {
    write(data, false);
  }

  @Override
  public void endRequest() {
    write(Unpooled.EMPTY_BUFFER, true);
  }

  private void write(ByteBuf data, boolean end) {
    Http2Stream raw = stream;
    if (raw == null) {
      data.release();
      return;
    }
    ChannelHandlerContext ctx = owner.context();
    owner.encoder().writeData(ctx, raw.id(), data, 0, end, ctx.newPromise());
    owner.flushLater();
  }

  @Override
  public void sendTrailers(Http2Headers trailers) {
    Http2Stream raw = stream;
    if (raw != null) {
      ChannelHandlerContext ctx = owner.context();
      owner.encoder().writeHeaders(ctx, raw.id(), trailers, 0, true, ctx.newPromise());
      owner.flushLater();
    }
  }

  @Override
  public void flush() {
    owner.flushLater();
  }

  @Override
  public void readable(boolean readable) {
    paused = !readable;
    int bytes = unconsumed;
    Http2Stream raw = stream;
    if (readable && bytes > 0 && raw != null) {
      unconsumed = 0;
      try {
        owner.connection().local().flowController().consumeBytes(raw, bytes);
        owner.flushLater();
      } catch (Http2Exception e) {
        loop.engine.failures.report("flow control of a target stream", e);
      }
    }
  }

  @Override
  public boolean writable() {
    Http2Stream raw = stream;
    return raw == null || owner.encoder().flowController().isWritable(raw);
  }

  void onWritabilityChanged() {
    Exchange current = exchange;
    if (current != null) {
      current.client.readable(writable());
    }
  }

  @Override
  public void abort() {
    exchange = null;
    Http2Stream raw = stream;
    if (raw != null) {
      readable(true);
      ChannelHandlerContext ctx = owner.context();
      owner.resetStream(ctx, raw.id(), Http2Error.CANCEL.code(), ctx.newPromise());
      owner.flushLater();
    }
  }

  void onHeaders(Http2Headers headers, boolean end) {
    Exchange current = exchange;
    if (current == null) {
      return;
    }
    current.client.touch();
    if (headSeen) {
      if (end) {
        current.client.sendTrailers(headers);
        end(current);
      }
      return;
    }
    int length = Http2Heads.writeResponse(headers, loop.responseBytes);
    ResponseParser parser = loop.responseParser;
    if (length < 0 || parser.parse(loop.responseBytes, length) != length) {
      exchange = null;
      abort();
      loop.relay.onTargetBroken(current, false, false);
      return;
    }
    int status = parser.head().status();
    if (status < 200) {
      if (status > 101) {
        current.client.sendInformational(parser);
      }
      return;
    }
    headSeen = true;
    loop.relay.onResponse(current, parser, Unpooled.EMPTY_BUFFER, 0, false);
    if (end) {
      end(current);
    } else {
      current.client.flush();
    }
  }

  /// Returns how many of the bytes are consumed already.
  int onData(ByteBuf data, boolean end) {
    Exchange current = exchange;
    int size = data.readableBytes();
    if (current == null) {
      return size;
    }
    current.client.touch();
    if (size > 0) {
      loop.relay.onResponseBody(current, data.retain());
    }
    if (end) {
      end(current);
      return size;
    }
    current.client.flush();
    if (paused) {
      unconsumed += size;
      return 0;
    }
    return size;
  }

  private void end(Exchange current) {
    exchange = null;
    readable(true);
    loop.relay.onResponseEnd(current);
  }

  /// The stream ended before its response did.
  void onReset(long errorCode) {
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      boolean refused = errorCode == Http2Error.REFUSED_STREAM.code();
      loop.relay.onTargetBroken(current, refused && !headSeen, true);
    }
  }
}
