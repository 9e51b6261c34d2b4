package dev.weir.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// What must hold for every chunked body: it ends where the oracle says, with the oracle's data,
/// however it was cut into packets.
final class ChunkProperties {
  private final ChunkedBody body = new ChunkedBody();

  /// @param seed decides where the bytes are cut
  void check(byte[] input, long seed) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    ChunkOracle expected = ChunkOracle.read(text);
    ByteBuf in = Unpooled.wrappedBuffer(input);
    Random random = new Random(seed);
    body.reset();
    int stop = 0;
    while (stop < input.length && !body.done() && !body.bad()) {
      int cut = Math.min(input.length, stop + 1 + random.nextInt(1 + random.nextInt(60)));
      stop = body.scan(in, stop, cut);
    }
    agree(expected, stop, "scan");
    body.reset();
    StringBuilder data = new StringBuilder();
    int at = 0;
    while (at < input.length && !body.done() && !body.bad()) {
      int cut = Math.min(input.length, at + 1 + random.nextInt(1 + random.nextInt(60)));
      while (at < cut && !body.done() && !body.bad()) {
        at = body.nextData(in, at, cut);
        data.append(text, body.dataStart(), at);
      }
    }
    agree(expected, at, "nextData");
    if (!data.toString().equals(expected.data())) {
      throw new AssertionError("data " + data + " for " + expected.data());
    }
  }

  private void agree(ChunkOracle expected, int stop, String how) {
    ChunkOracle.Outcome found =
        body.done()
            ? ChunkOracle.Outcome.DONE
            : body.bad() ? ChunkOracle.Outcome.BAD : ChunkOracle.Outcome.INCOMPLETE;
    boolean sameEnd = found != ChunkOracle.Outcome.DONE || stop == expected.end();
    if (found != expected.outcome() || !sameEnd) {
      throw new AssertionError(how + ": " + found + " at " + stop + " for " + expected);
    }
  }
}
