package dev.weir.planner.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over the inputs joined without separators, and the sanitiser that every name goes
/// through.
final class NameHash {

  private NameHash() {}

  /// The first `length` lower-case hex digits of the hash of the inputs.
  static String of(int length, String... inputs) {
    MessageDigest digest = sha256();
    for (String input : inputs) {
      digest.update(input.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, length);
  }

  /// The first `length` ASCII letters and digits of the text; everything else is dropped first.
  static String part(int length, String text) {
    StringBuilder kept = new StringBuilder(Math.min(length, text.length()));
    for (int i = 0; i < text.length() && kept.length() < length; i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
