package dev.weir.proxy.engine;

import dev.weir.proxy.http1.ResponseParser;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/// The client's side of one exchange, whatever its HTTP version.
interface ClientStream {

  /// Whether chunked bodies are taken with their framing; if not, content only.
  boolean takesChunks();

  /// Sends the head that the parser has just parsed, and what follows it in the buffer.
  ///
  /// @param in owned by the callee; readable bytes are the head and the first bytes of the body
  /// @param headLength how many of them are the head
  /// @param untilClose whether the target ends the body by closing
  void sendResponse(ResponseParser parsed, ByteBuf in, int headLength, boolean untilClose);

  /// Sends the informational head, other than 100 and 101, that the parser has just parsed.
  void sendInformational(ResponseParser parsed);

  /// @param data owned by the callee
  void sendBody(ByteBuf data);

  /// Trailers that end the response; only HTTP/2 clients get them.
  void sendTrailers(Http2Headers trailers);

  /// The last byte was sent.
  void endResponse();

  void flush();

  void respond(GeneratedResponse response);

  /// The response cannot be completed: the client must see that.
  void abort();

  /// The target is connected: bodies may flow.
  void onTargetReady();

  /// The connection is upgraded: bytes flow both ways.
  void onUpgraded();

  /// Reads more, or stops: the target's back-pressure.
  void readable(boolean readable);

  /// Whether the client takes more bytes now.
  boolean writable();

  void touch();

  ClientConnection connection();
}
