package dev.weir.planner.name;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Lengths in bytes, as AWS and the controller count them.
public final class Utf8 {

  private Utf8() {}

  /// The number of UTF-8 bytes of the text.
  public static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The text of the first `bytes` bytes; a character cut in two becomes a replacement character.
  static String prefix(String text, int bytes) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return encoded.length <= bytes
        ? text
        : new String(Arrays.copyOf(encoded, bytes), StandardCharsets.UTF_8);
  }
}
