package dev.weir.routing;

import java.nio.charset.StandardCharsets;

/// What a rule is filed under: the longest literal part of a pattern.
///
/// @param text folded, as ISO 8859-1
record Literal(Kind kind, String text) {

  /// Which part of a value the literal must be.
  enum Kind {
    WHOLE,
    PREFIX,
    SUFFIX,
    /// Anywhere in it; exactly {@link GramTable#LENGTH} long.
    INNER
  }

  /// Any value at all.
  static final Literal ANY = new Literal(Kind.PREFIX, "");

  static Literal of(Glob glob) {
    if (glob.isLiteral()) {
      return new Literal(Kind.WHOLE, text(glob.prefix()));
    }
    byte[] prefix = glob.prefix();
    byte[] suffix = glob.suffix();
    return suffix.length > prefix.length
        ? new Literal(Kind.SUFFIX, text(suffix))
        : new Literal(Kind.PREFIX, text(prefix));
  }

  static Literal inner(String gram) {
    return new Literal(Kind.INNER, gram);
  }

  /// Whether a value that has the literal matches the pattern for sure.
  static boolean decides(Glob glob) {
    return glob.isLiteral() || glob.isPrefix() || glob.isSuffix();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
