package dev.weir.routing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A pattern with `*` (zero or more of any byte) and `?` (exactly one), matched on bytes.
///
/// The literals before the first wildcard and after the last `*` are compared first, so that most
/// values that do not match cost a few nanoseconds; what is between them is searched from left to
/// right, which needs no going back further than to the last `*`.
final class Glob {
  private static final short ANY_ONE = -1;
  private static final short ANY_MANY = -2;

  private final short[] tokens;
  private final byte[] fold;
  private final int firstMany;

  private Glob(short[] tokens, byte[] fold) {
    this.tokens = tokens;
    this.fold = fold;
    int many = 0;
    while (many < tokens.length && tokens[many] != ANY_MANY) {
      many++;
    }
    firstMany = many;
  }

  /// @param fold {@link Ascii#SAME} or {@link Ascii#LOWER}
  /// @param escapes whether a backslash takes the meaning from the wildcard that follows it
  static Glob compile(String pattern, byte[] fold, boolean escapes) {
    byte[] bytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
    short[] tokens = new short[bytes.length];
    int count = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      boolean escaped = escapes && b == '\\' && i + 1 < bytes.length && isSpecial(bytes[i + 1]);
      if (escaped) {
        i++;
        tokens[count++] = (short) (fold[bytes[i] & 0xff] & 0xff);
      } else if (b == '*') {
        if (count == 0 || tokens[count - 1] != ANY_MANY) {
          tokens[count++] = ANY_MANY;
        }
      } else {
        tokens[count++] = b == '?' ? ANY_ONE : (short) (fold[b & 0xff] & 0xff);
      }
    }
    return new Glob(Arrays.copyOf(tokens, count), fold);
  }

  private static boolean isSpecial(byte b) {
    return b == '*' || b == '?' || b == '\\';
  }

  boolean matches(byte[] bytes, int from, int to) {
    if (to - from < firstMany || !matchesAt(bytes, from, 0, firstMany)) {
      return false;
    }
    if (firstMany == tokens.length) {
      return to - from == firstMany;
    }
    return matchesRest(bytes, from + firstMany, to);
  }

  private boolean matchesAt(byte[] bytes, int at, int fromToken, int toToken) {
    for (int i = fromToken; i < toToken; i++) {
      short token = tokens[i];
      if (token != ANY_ONE && (fold[bytes[at + i - fromToken] & 0xff] & 0xff) != token) {
        return false;
      }
    }
    return true;
  }

  /// The tokens from the first `*` on, against the bytes that they must use up.
  private boolean matchesRest(byte[] bytes, int from, int to) {
    int lastMany = tokens.length - 1;
    while (tokens[lastMany] != ANY_MANY) {
      lastMany--;
    }
    int tail = tokens.length - 1 - lastMany;
    int end = to - tail;
    if (end < from || !matchesAt(bytes, end, lastMany + 1, tokens.length)) {
      return false;
    }
    int at = from;
    int token = firstMany + 1;
    while (token <= lastMany) {
      int next = token;
      while (tokens[next] != ANY_MANY) {
        next++;
      }
      at = find(bytes, at, end, token, next);
      if (at < 0) {
        return false;
      }
      at += next - token;
      token = next + 1;
    }
    return true;
  }

  private int find(byte[] bytes, int from, int to, int fromToken, int toToken) {
    int last = to - (toToken - fromToken);
    for (int at = from; at <= last; at++) {
      if (matchesAt(bytes, at, fromToken, toToken)) {
        return at;
      }
    }
    return -1;
  }

  /// The bytes before the first wildcard, folded.
  byte[] prefix() {
    int length = 0;
    while (length < tokens.length && tokens[length] >= 0) {
      length++;
    }
    return literal(0, length);
  }

  /// The bytes after the last wildcard, folded.
  byte[] suffix() {
    int start = tokens.length;
    while (start > 0 && tokens[start - 1] >= 0) {
      start--;
    }
    return literal(start, tokens.length);
  }

  boolean isLiteral() {
    return prefix().length == tokens.length;
  }

  /// Whether this is a literal and then a `*`.
  boolean isPrefix() {
    return firstMany == tokens.length - 1 && prefix().length == firstMany;
  }

  /// Whether this is a `*` and then a literal.
  boolean isSuffix() {
    return firstMany == 0 && tokens.length > 0 && suffix().length == tokens.length - 1;
  }

  /// All runs of literal bytes of this length, folded, as ISO 8859-1.
  List<String> grams(int length) {
    List<String> grams = new ArrayList<>();
    for (int i = 0; i + length <= tokens.length; i++) {
      byte[] gram = literal(i, i + length);
      boolean allLiteral = true;
      for (int j = i; j < i + length; j++) {
        allLiteral &= tokens[j] >= 0;
      }
      if (allLiteral) {
        grams.add(new String(gram, StandardCharsets.ISO_8859_1));
      }
    }
    return grams;
  }

  private byte[] literal(int from, int to) {
    byte[] literal = new byte[to - from];
    for (int i = from; i < to; i++) {
      literal[i - from] = (byte) tokens[i];
    }
    return literal;
  }
}
