package dev.weir.proxy.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.StrictHead;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Heads of HTTP/2 written as HTTP/1 and back: every field comes out as it went in or the head is
/// refused; none appears that was not there.
class Http2HeadFuzzTest {
  private static final List<String> GONE =
      List.of(
          "connection", "transfer-encoding", "upgrade", "keep-alive", "expect", "proxy-connection");

  private final RequestParser parser = new RequestParser();
  private final byte[] out = new byte[RequestParser.MAX_HEAD + 17];

  /// Names and values, each after its length.
  @FuzzTest
  void head(byte[] input) {
    check(input);
  }

  void check(byte[] input) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    for (int at = 0; at < input.length; ) {
      int nameEnd = Math.min(input.length, at + 1 + (input[at] & 63));
      AsciiString name = new AsciiString(input, at + 1, nameEnd - at - 1, true);
      at = nameEnd;
      int valueEnd = at < input.length ? Math.min(input.length, at + 1 + (input[at] & 255)) : at;
      AsciiString value =
          at < valueEnd
              ? new AsciiString(input, at + 1, valueEnd - at - 1, true)
              : AsciiString.of("");
      at = valueEnd;
      if (!name.isEmpty()) {
        headers.add(name, value);
      }
    }
    check(headers);
  }

  private void check(Http2Headers headers) {
    int length = Http2Heads.writeRequest(headers, true, out);
    if (length < 0) {
      return;
    }
    int parsed = parser.parse(out, length);
    if (parsed == RequestParser.REFUSED) {
      return;
    }
    expect(parsed == length, "the head ends at " + parsed + " of " + length);
    HttpHead head = parser.head();
    expect(headers.method().toString().equals(head.method()), "method");
    expect(headers.path().toString().equals(head.target()), "path");
    List<String> expected = new ArrayList<>();
    List<String> cookies = new ArrayList<>();
    headers.forEach(field -> {
      String name = field.getKey().toString();
      String value = field.getValue().toString();
      boolean host = name.equals("host") && headers.authority() != null;
      if (name.equals("cookie")) {
        cookies.add(value);
      } else if (!name.startsWith(":") && !GONE.contains(name) && !host) {
        expected.add(name + "=" + trimmed(value));
      }
    });
    if (headers.authority() != null) {
      expected.addFirst("Host=" + trimmed(headers.authority().toString()));
    }
    if (!cookies.isEmpty()) {
      expected.add("cookie=" + trimmed(String.join("; ", cookies)));
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < head.count(); i++) {
      found.add(head.name(i) + "=" + head.value(i));
    }
    expect(found.equals(expected), found + " for " + expected);
    if (!head.target().contains("#")) {
      // Not before the request is written for its target is `#` percent-encoded.
      StrictHead.parse(Arrays.copyOf(out, length), length);
    }
  }

  private static String trimmed(String text) {
    return text.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  private static void expect(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
