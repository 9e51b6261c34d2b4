package dev.weir.proxy.target;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// `Set-Cookie` lines that are the same for all responses of one second. Sealing them anew for each
/// response would cost more than choosing the target.
final class CookieLines {
  private final LongFunction<byte[][]> make;
  private volatile @Nullable Made made;

  private record Made(long second, byte[][] lines) {}

  /// @param make the lines for a second of Unix time
  CookieLines(LongFunction<byte[][]> make) {
    this.make = make;
  }

  byte[][] at(long second) {
    Made now = made;
    if (now == null || now.second != second) {
      now = new Made(second, make.apply(second));
      made = now;
    }
    return now.lines;
  }
}
