package dev.weir.proxy.target;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.proxy.http1.RequestParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cookies found in the bytes of a head, against splitting the lines as text.
class CookieFuzzTest {
  private static final byte[] NAME = "AWSALB".getBytes(StandardCharsets.ISO_8859_1);
  private final RequestParser parser = new RequestParser();

  /// The values of Cookie fields, one a line.
  @FuzzTest
  void cookies(byte[] input) {
    check(input);
  }

  void check(byte[] input) {
    StringBuilder text = new StringBuilder("GET / HTTP/1.1\r\nHost: a\r\n");
    String[] values = new String(input, StandardCharsets.ISO_8859_1).split("\n", -1);
    for (String value : values) {
      text.append("Cookie: ").append(value.replaceAll("[\r\\x00]", "")).append("\r\n");
    }
    byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    if (parser.parse(Arrays.copyOf(head, head.length + 32), head.length) != head.length) {
      return;
    }
    String expected = null;
    for (int i = 0; i < parser.head().count() && expected == null; i++) {
      if (parser.head().name(i).equals("Cookie")) {
        for (String pair : parser.head().value(i).split(";")) {
          String cookie = pair.replaceFirst("^ +", "");
          if (cookie.startsWith("AWSALB=")) {
            expected = cookie.substring(7);
            break;
          }
        }
      }
    }
    long found = CookieField.find(parser.head(), NAME);
    String value =
        found == CookieField.ABSENT
            ? null
            : new String(
                parser.head().bytes(),
                CookieField.from(found),
                CookieField.to(found) - CookieField.from(found),
                StandardCharsets.ISO_8859_1);
    if (!java.util.Objects.equals(expected, value)) {
      throw new AssertionError(value + " for " + expected);
    }
  }
}
