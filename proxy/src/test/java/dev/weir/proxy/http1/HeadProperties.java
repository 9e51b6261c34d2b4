package dev.weir.proxy.http1;

import dev.weir.routing.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What must hold for the head of every request, whatever its bytes.
final class HeadProperties {
  private static final RequestRules RULES =
      RequestRules.of(false, 80, "lb.test", false, false, RequestRules.ForwardedFor.APPEND, false);
  private static final List<String> PER_HOP =
      List.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "expect");

  private final RequestParser parser = new RequestParser();
  private final RequestWriter writer = new RequestWriter(traceIds());
  private final RequestHead seen = new RequestHead();

  private static TraceIds traceIds() {
    TraceIds ids = new TraceIds(1);
    ids.second(1);
    return ids;
  }

  void check(byte[] input) {
    int end = Math.min(input.length, RequestParser.MAX_HEAD);
    int length = parser.parse(room(input, end), end);
    if (length == RequestParser.REFUSED) {
      expect(List.of(400, 414, 501, 505).contains(parser.error()), "error " + parser.error());
      return;
    }
    if (length == RequestParser.INCOMPLETE) {
      return;
    }
    expect(length <= end, "length");
    beginnings(input, length);
    ends(input, length);
    rewritten(input, end, length);
  }

  private static byte[] room(byte[] input, int end) {
    return Arrays.copyOf(input, Math.max(end, 1) + 32);
  }

  /// Bytes that are not there yet change nothing: a head that was cut is incomplete.
  private void beginnings(byte[] input, int length) {
    int step = Math.max(1, length / 50);
    for (int cut = length - 1; cut > 0; cut -= step) {
      int found = parser.parse(room(input, cut), cut);
      expect(found == RequestParser.INCOMPLETE, "cut at " + cut + " gives " + found);
    }
  }

  /// Bytes behind the head change nothing.
  private void ends(byte[] input, int length) {
    byte[] longer = room(input, length + 20);
    Arrays.fill(longer, length, length + 20, (byte) 'x');
    expect(parser.parse(longer, length + 20) == length, "what follows changes the head");
  }

  private void rewritten(byte[] input, int end, int length) {
    byte[] bytes = room(input, end);
    parser.parse(bytes, end);
    boolean framed = parser.desyncClass() != DesyncClass.SEVERE || parser.endIsCertain();
    Framing framing = parser.framing();
    boolean chunked = framed && framing.chunked;
    long bodyLength = framed && !chunked ? Math.max(0, framing.contentLength) : 0;
    boolean hasBody = chunked || bodyLength > 0;
    String method = parser.head().method();
    String target = parser.head().target();
    if (method.equalsIgnoreCase("CONNECT")) {
      return;
    }
    view(bytes);
    String path = seen.path();
    String query = seen.rawQuery();
    String host = seen.host();
    RequestExtras extras = new RequestExtras();
    extras.forwardedFor = Bytes.latin1("127.0.0.1");
    extras.upgrade = framing.upgrade && !hasBody && parser.head().minorVersion() == 1;
    extras.withoutBody = !hasBody && framing.mayTellOfBody();
    boolean upgrade = extras.upgrade;
    int written = writer.write(parser.head(), framing, parser.canonical(), RULES, extras);
    StrictHead strict = StrictHead.parse(writer.bytes(), written);
    expect(strict.length() == written, "a second message in the head");
    expect(strict.method().equals(method), "method");
    one(strict, "host");
    one(strict, "x-forwarded-for");
    one(strict, "x-forwarded-proto");
    one(strict, "x-forwarded-port");
    one(strict, "x-amzn-trace-id");
    for (String name : PER_HOP) {
      boolean kept = upgrade && (name.equals("upgrade") || name.equals("connection"));
      expect(kept || strict.all(name).isEmpty(), name + " goes on");
    }
    framing(strict, chunked, bodyLength);
    sameView(strict, written, target, path, query, host);
  }

  private static void framing(StrictHead strict, boolean chunked, long bodyLength) {
    List<String> lengths = strict.all("content-length");
    List<String> codings = strict.all("transfer-encoding");
    expect(lengths.size() + codings.size() <= 1, "several framings");
    expect(codings.isEmpty() || codings.getFirst().equalsIgnoreCase("chunked"), "coding");
    expect(chunked == !codings.isEmpty(), "chunked");
    long length = lengths.isEmpty() ? 0 : Long.parseLong(lengths.getFirst());
    expect(length == bodyLength, "length " + length + " for " + bodyLength);
  }

  private static void one(StrictHead strict, String name) {
    expect(strict.all(name).size() == 1, strict.all(name).size() + " " + name);
  }

  private void view(byte[] bytes) {
    seen.begin(bytes).peer(new byte[] {127, 0, 0, 1});
    seen.method(0, parser.head().methodEnd());
    seen.target(parser.head().targetStart(), parser.head().targetEnd());
    int field = parser.hostField();
    if (field >= 0) {
      seen.host(parser.head().valueStart(field), parser.head().valueEnd(field));
    }
  }

  /// A target that matches as the load balancer does sees what the rules saw.
  private void sameView(
      StrictHead strict, int written, String target, String path, String query, String host) {
    byte[] bytes = room(writer.bytes(), written);
    expect(parser.parse(bytes, written) == written, "the rewritten head is not one");
    expect(parser.desyncClass().compareTo(DesyncClass.AMBIGUOUS) < 0 || lookalike(strict), "class");
    view(bytes);
    if (target.chars().allMatch(c -> c > 0x20 && c != 0x7f && c != '#') && !target.isEmpty()) {
      expect(seen.path().equals(path), "path " + seen.path() + " was " + path);
      expect(seen.rawQuery().equals(query), "query");
    }
    if (!host.isEmpty() && !strict.all("host").getFirst().equals("lb.test")) {
      expect(seen.host().equalsIgnoreCase(host), "host " + seen.host());
    }
  }

  /// Fields that only look like framing go on, as do bodies of GET; connections end after them.
  private boolean lookalike(StrictHead strict) {
    return strict.method().equalsIgnoreCase("GET")
        || strict.method().equalsIgnoreCase("HEAD")
        || (parser.reasons() & DesyncReason.SUSPICIOUS_HEADER.bit()) != 0;
  }

  private static void expect(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
