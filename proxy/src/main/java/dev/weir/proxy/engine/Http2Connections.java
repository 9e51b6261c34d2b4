package dev.weir.proxy.engine;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/// The HTTP/2 connections of either side: streams take turns by whole frames.
///
/// RFC 9113 section 5.3 deprecates priorities. Netty's default scheduler honours them and shares by
/// kilobytes, which cuts bodies into small DATA frames as soon as two streams have something to
/// send.
final class Http2Connections {
  /// The frame size that every peer takes (RFC 9113 section 4.2).
  private static final int FRAME = 16 * 1024;

  private Http2Connections() {}

  static Http2Connection create(boolean server) {
    var connection = new DefaultHttp2Connection(server);
    var turns = new UniformStreamByteDistributor(connection);
    turns.minAllocationChunk(FRAME);
    connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection, turns));
    return connection;
  }
}
