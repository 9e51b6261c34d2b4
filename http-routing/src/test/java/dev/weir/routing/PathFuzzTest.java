package dev.weir.routing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Paths normalised byte by byte, against the steps of RFC 3986 done with text; and queries split
/// in place, against splitting text.
class PathFuzzTest {
  private static final String UNRESERVED = "[A-Za-z0-9._~-]";

  @FuzzTest
  void path(byte[] input) {
    check(new String(input, StandardCharsets.ISO_8859_1));
  }

  static void check(String path) {
    String expected = normal(path);
    String found = normalised(path);
    if (!found.equals(expected)) {
      throw new AssertionError(found + " for " + expected + " of " + path);
    }
    boolean formed = !path.matches("(?s).*%(?![0-9A-Fa-f]{2}).*");
    if (formed && !normalised(found).equals(found)) {
      throw new AssertionError("not normal: " + found + " of " + path);
    }
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    if (PathNormalizer.isNormal(bytes, 0, bytes.length) && !found.equals(path)) {
      throw new AssertionError("not its own normal form: " + path);
    }
  }

  private static String normalised(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    byte[] out = new byte[bytes.length + 1];
    int length = PathNormalizer.normalise(bytes, 0, bytes.length, out);
    return new String(out, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String normal(String path) {
    String visible = path.replaceAll("[\\x00-\\x1f\\x7f]", "");
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < visible.length(); i++) {
      String rest = visible.substring(i);
      if (rest.matches("(?s)%[0-9A-Fa-f]{2}.*")) {
        String c = String.valueOf((char) Integer.parseInt(rest.substring(1, 3), 16));
        boolean plain = c.matches(UNRESERVED);
        decoded.append(plain ? c : rest.substring(0, 3).toUpperCase(java.util.Locale.ROOT));
        i += 2;
      } else {
        decoded.append(visible.charAt(i));
      }
    }
    String text = decoded.toString();
    return text.isEmpty() ? "/" : text.startsWith("/") ? withoutDots(text) : text;
  }

  /// RFC 3986 section 5.2.4, step by step.
  private static String withoutDots(String path) {
    List<String> out = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      boolean up = segments[i].equals("..");
      if (up && !out.isEmpty()) {
        out.removeLast();
      }
      if (!up && !segments[i].equals(".")) {
        out.add(segments[i]);
      } else if (last) {
        out.add("");
      }
    }
    return "/" + String.join("/", out);
  }
}
