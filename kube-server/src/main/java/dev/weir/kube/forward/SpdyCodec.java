package dev.weir.kube.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/// SPDY/3.1 frames to bytes and back, for one connection; safe for many threads.
///
/// Headers are compressed with a state that lasts as long as the connection, so that frames must be
/// sent in the order in which they were encoded.
final class SpdyCodec implements AutoCloseable {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));

  /// The whole frames that these bytes complete; the caller releases them.
  synchronized List<SpdyFrame> decode(byte[] bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    List<SpdyFrame> frames = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      if (next instanceof SpdyFrame frame) {
        frames.add(frame);
      } else {
        ReferenceCountUtil.release(next);
      }
    }
    return frames;
  }

  synchronized byte[] encode(SpdyFrame frame) {
    channel.writeOutbound(frame);
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      all.writeBytes(next);
      next.release();
    }
    byte[] bytes = new byte[all.readableBytes()];
    all.readBytes(bytes);
    all.release();
    return bytes;
  }

  @Override
  public synchronized void close() {
    channel.finishAndReleaseAll();
  }
}
