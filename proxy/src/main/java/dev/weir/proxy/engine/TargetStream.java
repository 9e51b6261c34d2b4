package dev.weir.proxy.engine;

import io.netty.buffer.ByteBuf;

/// The target's side of one exchange, whatever its HTTP version.
interface TargetStream {

  /// Whether chunked bodies are taken with their framing; if not, content only.
  boolean takesChunks();

  /// @param head in HTTP/1 form, owned by the callee
  /// @param end whether no body follows
  void sendHead(ByteBuf head, boolean end);

  /// @param data owned by the callee
  void sendBody(ByteBuf data);

  void endRequest();

  void flush();

  /// Reads more, or stops: the client's back-pressure.
  void readable(boolean readable);

  boolean writable();

  /// The exchange gives up on this side.
  void abort();
}
