package dev.weir.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/// The target's side of one exchange, whatever its HTTP version.
interface TargetStream {

  /// Whether chunked bodies are taken with their framing; if not, content only.
  boolean takesChunks();

  /// Sends the head.
  ///
  /// @param head in HTTP/1 form, owned by the callee
  /// @param end whether no body follows
  /// @param encodeChunks whether the body comes as content only although the head says chunked
  void sendHead(ByteBuf head, boolean end, boolean encodeChunks);

  /// @param data owned by the callee
  void sendBody(ByteBuf data);

  void endRequest();

  /// Trailers that end the request; HTTP/1 targets do not get them.
  void sendTrailers(Http2Headers trailers);

  void flush();

  /// Reads more, or stops: the client's back-pressure.
  void readable(boolean readable);

  boolean writable();

  /// The exchange gives up on this side.
  void abort();
}
