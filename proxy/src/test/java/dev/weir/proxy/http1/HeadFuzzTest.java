package dev.weir.proxy.http1;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Request heads and chunked bodies of arbitrary bytes. `mvn verify` runs the inputs that are kept
/// beside this class; `build/fuzz` looks for new ones.
class HeadFuzzTest {
  private final HeadProperties heads = new HeadProperties();
  private final ChunkProperties bodies = new ChunkProperties();

  @FuzzTest
  void head(byte[] input) {
    heads.check(input);
  }

  @FuzzTest
  void chunks(byte[] input) {
    if (input.length < 4000) {
      bodies.check(input, input.length);
    }
  }
}
