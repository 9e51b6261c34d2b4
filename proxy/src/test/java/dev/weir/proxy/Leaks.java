package dev.weir.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBuf;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hears what Netty's leak detector says of buffers that nobody released. Surefire sets it to
/// paranoid for all tests.
final class Leaks {
  private static final String OWN = "the leak of the test itself";

  private final List<String> heard = new CopyOnWriteArrayList<>();

  private Leaks() {}

  static Leaks watch() throws ReflectiveOperationException {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    Leaks leaks = new Leaks();
    // The detector that all buffers share.
    Field field = AbstractByteBuf.class.getDeclaredField("leakDetector");
    field.setAccessible(true);
    ((ResourceLeakDetector<?>) field.get(null))
        .setLeakListener((resource, records) -> leaks.heard.add(records));
    return leaks;
  }

  /// Leaks a buffer on purpose, waits until the detector has found it, and with it whatever came
  /// before, and expects nothing else.
  void assertNone() {
    leak();
    Waiting.until(
        "the detector works",
        () -> {
          System.gc();
          ByteBufAllocator.DEFAULT.directBuffer(16).release();
          return heard.stream().anyMatch(records -> records.contains(OWN));
        });
    assertThat(heard).hasSize(1);
  }

  private static void leak() {
    ByteBuf lost = ByteBufAllocator.DEFAULT.directBuffer(16);
    lost.touch(OWN);
  }
}
