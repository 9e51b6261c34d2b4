package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.ResponseParser;
import dev.weir.proxy.http1.ResponsePlan;
import dev.weir.proxy.http1.ResponseWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Headers;

/// Writes responses to an HTTP/1 client. Event loop only.
final class Http1ClientStream implements ClientStream {
  private static final byte[] CONTENT_TYPE = Bytes.latin1("Content-Type: ");
  private static final byte[] CONTENT_LENGTH = Bytes.latin1("\r\nContent-Length: ");
  private static final byte[] LINE_END = Bytes.latin1("\r\n");
  private static final byte[] CLOSE = Bytes.latin1("Connection: close\r\n\r\n");
  private static final byte[] KEEP_ALIVE = Bytes.latin1("Connection: keep-alive\r\n\r\n");

  final Exchange exchange;
  private final Http1ClientConnection owner;
  private final LoopState loop;
  private final ClientConnection connection;
  private ChannelHandlerContext context;
  private Outlet outlet;
  private boolean chunking;

  @SuppressWarnings("NullAway.Init") // the context comes with handlerAdded
  Http1ClientStream(Http1ClientConnection owner, LoopState loop, ClientConnection connection) {
    this.owner = owner;
    this.loop = loop;
    this.connection = connection;
    this.exchange = new Exchange(loop, this, connection, false);
  }

  void context(ChannelHandlerContext newContext) {
    context = newContext;
    outlet = new Outlet(newContext);
  }

  @Override
  public boolean takesChunks() {
    return exchange.clientMinorVersion == 1;
  }

  @Override
  public void sendResponse(ResponseParser parsed, ByteBuf in, int headLength, boolean untilClose) {
    ResponsePlan plan = loop.responsePlan;
    plan.clear();
    chunking = untilClose && takesChunks();
    if (chunking) {
      plan.body = ResponsePlan.Body.CHUNK;
    } else if (parsed.framing().chunked && !takesChunks()) {
      plan.body = ResponsePlan.Body.UNCHUNK;
    }
    boolean endsByClose = untilClose && !chunking || plan.body == ResponsePlan.Body.UNCHUNK;
    exchange.closeAfter |= endsByClose || owner.tooMuchLeft();
    plan.upgrade = parsed.head().status() == 101;
    plan.close = exchange.closeAfter && !plan.upgrade;
    plan.tellKeepAlive = exchange.clientMinorVersion == 0 && !plan.close;
    exchange.addLines(plan, parsed.head());
    if (exchange.clientMinorVersion == 9) {
      sendContent(in, headLength);
    } else if (ResponseWriter.unchanged(parsed.head(), parsed.canonical(), plan)) {
      write(in);
    } else {
      writeChanged(parsed, plan, in, headLength);
    }
  }

  /// HTTP/0.9 has no response heads.
  private void sendContent(ByteBuf in, int headLength) {
    in.skipBytes(headLength);
    if (in.isReadable()) {
      write(in);
    } else {
      in.release();
    }
  }

  /// Puts the changed head where the old one was if it fits there, so that head and body stay one
  /// buffer.
  private void writeChanged(ResponseParser parsed, ResponsePlan plan, ByteBuf in, int headLength) {
    ResponseWriter writer = loop.responseWriter;
    int length = writer.write(parsed.head(), parsed.framing(), parsed.canonical(), plan);
    if (length <= headLength) {
      int start = in.readerIndex() + headLength - length;
      in.setBytes(start, writer.bytes(), 0, length);
      in.readerIndex(start);
      write(in);
      return;
    }
    write(loop.engine.allocator.directBuffer(length).writeBytes(writer.bytes(), 0, length));
    sendContent(in, headLength);
  }

  @Override
  public void sendInformational(ResponseParser parsed) {
    if (takesChunks()) {
      HttpHead head = parsed.head();
      write(
          loop.engine
              .allocator
              .directBuffer(head.length())
              .writeBytes(head.bytes(), 0, head.length()));
      flush();
    }
  }

  @Override
  public void sendBody(ByteBuf data) {
    if (chunking) {
      write(Unpooled.wrappedBuffer(Chunks.start(data.readableBytes())));
      write(data);
      write(Unpooled.wrappedBuffer(Chunks.END));
    } else {
      write(data);
    }
  }

  @Override
  public void sendTrailers(Http2Headers trailers) {}

  @Override
  public void endResponse() {
    if (chunking) {
      chunking = false;
      write(Unpooled.wrappedBuffer(Chunks.LAST));
    }
    flush();
    owner.onResponseEnd();
  }

  void write(ByteBuf data) {
    exchange.record.sentBytes += data.readableBytes();
    outlet.write(data);
  }

  @Override
  public void flush() {
    outlet.flush();
  }

  @Override
  public void respond(GeneratedResponse response) {
    if (exchange.clientMinorVersion == 9) {
      write(Unpooled.wrappedBuffer(response.body));
      return;
    }
    exchange.closeAfter |= owner.tooMuchLeft();
    ResponsePlan plan = loop.responsePlan;
    plan.clear();
    exchange.addLines(plan, null);
    boolean noBody = exchange.headRequest || response.status == 204 || response.status == 304;
    CompiledListener listener = exchange.listener;
    ByteBuf out =
        loop.engine.allocator.directBuffer(512 + response.body.length + plan.linesLength());
    out.writeBytes(response.statusLine);
    out.writeBytes(listener == null ? new byte[0] : listener.settings.serverLine);
    out.writeBytes(loop.date.line());
    if (response.status != 204 && response.status != 304) {
      out.writeBytes(CONTENT_TYPE).writeBytes(response.contentType);
      out.writeBytes(CONTENT_LENGTH);
      out.writeCharSequence(
          Integer.toString(response.body.length), java.nio.charset.StandardCharsets.US_ASCII);
      out.writeBytes(LINE_END);
    }
    out.writeBytes(response.lines);
    out.writeBytes(plan.lines(), 0, plan.linesLength());
    out.writeBytes(exchange.closeAfter ? CLOSE : KEEP_ALIVE);
    if (!noBody) {
      out.writeBytes(response.body);
    }
    write(out);
  }

  @Override
  public void abort() {
    chunking = false;
    owner.close();
  }

  @Override
  public void onTargetReady() {
    owner.onTargetReady();
  }

  @Override
  public void onUpgraded() {
    owner.onUpgraded();
  }

  @Override
  public void readable(boolean readable) {
    owner.readable(readable);
  }

  @Override
  public boolean writable() {
    return context.channel().isWritable();
  }

  @Override
  public void touch() {
    owner.touch();
  }

  @Override
  public ClientConnection connection() {
    return connection;
  }
}
