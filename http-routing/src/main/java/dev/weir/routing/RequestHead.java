package dev.weir.routing;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What matching needs of one request: a view over the bytes of its head.
///
/// Used again for request after request, so that filling it allocates nothing: `begin`, then the
/// parts in any order. Positions are indices into the bytes given to {@link #begin}, which must not
/// change until the next `begin`. Not safe for use by several threads.
///
/// Rules see only visible characters: 0x00 to 0x1F and 0x7F are left out. The path is normalised as
/// RFC 3986 section 6.2.2 says (dot segments, escapes of unreserved characters, hexadecimal digits
/// in upper case); `rawPath` is as the client sent it.
public final class RequestHead {
  private static final byte[] NONE = {};
  private static final byte[] SCHEME_END = {':', '/', '/'};
  private static final int FIELD = 4;

  byte[] bytes = NONE;
  int methodFrom;
  int methodTo;
  byte[] hostBytes = NONE;
  int hostFrom;
  int hostTo;
  byte[] pathBytes = NONE;
  int pathFrom;
  int pathTo;
  byte[] queryBytes = NONE;
  int queryFrom;
  int queryTo;

  /// Name from, name to, value from, value to of each header.
  int[] fields = new int[FIELD * 64];

  int fieldCount;
  boolean peerIsV6;
  long peerHigh;
  long peerLow;

  private boolean hostFromTarget;
  private int rawPathFrom;
  private int rawPathTo;
  private int rawQueryFrom;
  private int rawQueryTo;
  private int pathHash;
  private byte[] pathScratch = NONE;
  private byte[] hostScratch = NONE;
  private byte[] queryScratch = NONE;

  /// Forgets the last request, except its peer, and looks at these bytes.
  public RequestHead begin(byte[] headBytes) {
    bytes = headBytes;
    methodFrom = methodTo = 0;
    setHost(headBytes, 0, 0);
    hostFromTarget = false;
    rawPathFrom = rawPathTo = rawQueryFrom = rawQueryTo = 0;
    setPath(headBytes, 0, 0);
    setQuery(headBytes, 0, 0);
    fieldCount = 0;
    return this;
  }

  public void method(int from, int to) {
    methodFrom = from;
    methodTo = to;
  }

  /// The request target: `/path?query`, `http://host:port/path?query` or `*`. The host of an
  /// absolute form wins over the `Host` header. A fragment is not looked for.
  public void target(int from, int to) {
    int pathStart = from;
    if (from < to && bytes[from] != '/' && bytes[from] != '*') {
      pathStart = absoluteForm(from, to);
    }
    int question = pathStart;
    while (question < to && bytes[question] != '?') {
      question++;
    }
    rawPathFrom = pathStart;
    rawPathTo = question;
    rawQueryFrom = Math.min(question + 1, to);
    rawQueryTo = to;
    normalisePath();
    if (Ascii.hasControl(bytes, rawQueryFrom, to)) {
      queryScratch = atLeast(queryScratch, to - rawQueryFrom);
      setQuery(queryScratch, 0, Ascii.copyVisible(bytes, rawQueryFrom, to, queryScratch, 0));
    } else {
      setQuery(bytes, rawQueryFrom, to);
    }
  }

  private int absoluteForm(int from, int to) {
    int colon = from;
    while (colon < to && bytes[colon] != ':' && bytes[colon] != '/') {
      colon++;
    }
    int authority = colon + SCHEME_END.length;
    if (authority > to || !Ascii.equal(bytes, colon, authority, SCHEME_END, Ascii.SAME)) {
      return from;
    }
    int end = authority;
    while (end < to && bytes[end] != '/' && bytes[end] != '?') {
      end++;
    }
    host(authority, end);
    hostFromTarget = true;
    return end;
  }

  private void normalisePath() {
    if (PathNormalizer.isNormal(bytes, rawPathFrom, rawPathTo)) {
      setPath(bytes, rawPathFrom, rawPathTo);
      return;
    }
    pathScratch = atLeast(pathScratch, rawPathTo - rawPathFrom + 1);
    setPath(pathScratch, 0, PathNormalizer.normalise(bytes, rawPathFrom, rawPathTo, pathScratch));
  }

  /// The value of the first `Host` header or of `:authority`; a port is left out.
  public void host(int from, int to) {
    if (hostFromTarget) {
      return;
    }
    int end = withoutPort(from, to);
    if (Ascii.hasControl(bytes, from, end)) {
      hostScratch = atLeast(hostScratch, end - from);
      setHost(hostScratch, 0, Ascii.copyVisible(bytes, from, end, hostScratch, 0));
    } else {
      setHost(bytes, from, end);
    }
  }

  private int withoutPort(int from, int to) {
    int at = to;
    while (at > from && bytes[at - 1] >= '0' && bytes[at - 1] <= '9') {
      at--;
    }
    return at > from && bytes[at - 1] == ':' ? at - 1 : to;
  }

  /// One header field, in the order received, its value without surrounding white space.
  public void header(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    int at = fieldCount * FIELD;
    if (at == fields.length) {
      fields = Arrays.copyOf(fields, at * 2);
    }
    fields[at] = nameFrom;
    fields[at + 1] = nameTo;
    fields[at + 2] = valueFrom;
    fields[at + 3] = valueTo;
    fieldCount++;
  }

  /// The address of the TCP peer; kept by {@link #begin}.
  public void peer(InetAddress address) {
    peer(address.getAddress());
  }

  /// The address of the TCP peer: 4 or 16 bytes in network order. An IPv4 address inside an IPv6
  /// address counts as IPv4.
  public void peer(byte[] address) {
    peerHigh = address.length == 16 ? CidrBlock.number(address, 0, 8) : 0;
    peerLow = CidrBlock.number(address, Math.max(0, address.length - 8), address.length);
    boolean mapped = peerHigh == 0 && peerLow >>> 32 == 0xffff;
    peerIsV6 = address.length == 16 && !mapped;
    if (mapped) {
      peerLow &= 0xffffffffL;
    }
  }

  /// Copies, for whoever tells people about a request; never used by a match.
  public String method() {
    return text(bytes, methodFrom, methodTo);
  }

  /// The host without port, as sent.
  public String host() {
    return text(hostBytes, hostFrom, hostTo);
  }

  /// The normalised path.
  public String path() {
    return text(pathBytes, pathFrom, pathTo);
  }

  /// The path as the client sent it.
  public String rawPath() {
    return text(bytes, rawPathFrom, rawPathTo);
  }

  /// What follows the first question mark, as sent; empty when there is none.
  public String rawQuery() {
    return text(bytes, rawQueryFrom, rawQueryTo);
  }

  /// Path and query as sent: the request target without scheme and authority.
  public String rawUri() {
    return text(bytes, rawPathFrom, rawQueryTo);
  }

  String query() {
    return text(queryBytes, queryFrom, queryTo);
  }

  String headerName(int index) {
    return text(bytes, fields[index * FIELD], fields[index * FIELD + 1]);
  }

  String headerValue(int index) {
    return text(bytes, fields[index * FIELD + 2], fields[index * FIELD + 3]);
  }

  String peerText() {
    if (!peerIsV6) {
      return (peerLow >>> 24 & 255)
          + "."
          + (peerLow >>> 16 & 255)
          + "."
          + (peerLow >>> 8 & 255)
          + "."
          + (peerLow & 255);
    }
    StringBuilder text = new StringBuilder();
    for (int shift = 48; shift >= 0; shift -= 16) {
      text.append(Long.toHexString(peerHigh >>> shift & 0xffff)).append(':');
    }
    for (int shift = 48; shift >= 0; shift -= 16) {
      text.append(Long.toHexString(peerLow >>> shift & 0xffff)).append(shift == 0 ? "" : ":");
    }
    return text.toString();
  }

  int rawPathFrom() {
    return rawPathFrom;
  }

  int rawPathTo() {
    return rawPathTo;
  }

  int rawQueryFrom() {
    return rawQueryFrom;
  }

  int rawQueryTo() {
    return rawQueryTo;
  }

  int pathHash() {
    if (pathHash == 0) {
      pathHash = Ascii.hash(pathBytes, pathFrom, pathTo);
    }
    return pathHash;
  }

  private void setHost(byte[] in, int from, int to) {
    hostBytes = in;
    hostFrom = from;
    hostTo = to;
  }

  private void setPath(byte[] in, int from, int to) {
    pathBytes = in;
    pathFrom = from;
    pathTo = to;
    pathHash = 0;
  }

  private void setQuery(byte[] in, int from, int to) {
    queryBytes = in;
    queryFrom = from;
    queryTo = to;
  }

  private static byte[] atLeast(byte[] scratch, int length) {
    return scratch.length >= length ? scratch : new byte[Math.max(256, length)];
  }

  private static String text(byte[] in, int from, int to) {
    return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
