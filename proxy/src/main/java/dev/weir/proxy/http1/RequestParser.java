package dev.weir.proxy.http1;

import static dev.weir.proxy.http1.DesyncReason.AMBIGUOUS_URI;
import static dev.weir.proxy.http1.DesyncReason.BAD_METHOD;
import static dev.weir.proxy.http1.DesyncReason.BAD_URI;
import static dev.weir.proxy.http1.DesyncReason.BAD_VERSION;
import static dev.weir.proxy.http1.DesyncReason.GET_HEAD_ZERO_CONTENT_LENGTH;
import static dev.weir.proxy.http1.DesyncReason.MISSING_URI;
import static dev.weir.proxy.http1.DesyncReason.NON_COMPLIANT_VERSION;
import static dev.weir.proxy.http1.DesyncReason.NON_CR_LF_LINE_TERMINATION;
import static dev.weir.proxy.http1.DesyncReason.SPACE_IN_URI;
import static dev.weir.proxy.http1.DesyncReason.UNDEFINED_CONTENT_LENGTH_SEMANTICS;
import static dev.weir.proxy.http1.DesyncReason.UNDEFINED_TRANSFER_ENCODING_SEMANTICS;

import dev.weir.proxy.exchange.HttpHead;
import java.util.Arrays;

/// Parses request heads (RFC 9112 sections 3 and 5) and classifies them. Used again for head after
/// head; one per event loop.
public final class RequestParser {
  /// More bytes are needed.
  public static final int INCOMPLETE = 0;

  /// The head cannot be served: {@link #error} is the status to answer.
  public static final int REFUSED = -1;

  /// All field lines together (Application Load Balancer quotas).
  static final int MAX_FIELDS = 64 * 1024;

  /// The request line.
  static final int MAX_LINE = 16 * 1024;

  /// More than any acceptable head.
  public static final int MAX_HEAD = MAX_LINE + MAX_FIELDS;

  private static final long HTTP_1_1 = Bytes.longOf("HTTP/1.1");
  private static final byte[] HTTP_SLASH = Bytes.latin1("HTTP/");
  private static final byte[] GET = Bytes.latin1("get");
  private static final byte[] HEAD = Bytes.latin1("head");
  private static final byte[] SCHEME_END = Bytes.latin1("://");

  private final HttpHead head = new HttpHead(new byte[0]);
  private final FieldSection fields = new FieldSection(head);
  private int reasons;
  private int error;
  private int lineEnd;

  /// The head that was parsed last.
  public HttpHead head() {
    return head;
  }

  public Framing framing() {
    return fields.framing;
  }

  /// The status to answer after {@link #REFUSED}.
  public int error() {
    return error;
  }

  /// The set of {@link DesyncReason}s found.
  public int reasons() {
    return reasons;
  }

  public DesyncClass desyncClass() {
    return DesyncReason.worst(reasons);
  }

  /// Whether bytes after this request may be read as another one.
  public boolean endIsCertain() {
    return DesyncReason.endIsCertain(reasons);
  }

  /// Whether field lines may be copied as they stand.
  public boolean canonical() {
    return fields.canonical;
  }

  public boolean invalidNames() {
    return fields.invalidNames;
  }

  /// The index of the first Host field, or -1.
  public int hostField() {
    return fields.hostField;
  }

  /// Parses the head that begins at 0.
  ///
  /// @param in holds at least one byte more than `end`, which is overwritten
  /// @return the length of the head, {@link #INCOMPLETE} or {@link #REFUSED}
  public int parse(byte[] in, int end) {
    in[end] = 0;
    head.reset(in);
    reasons = 0;
    error = 0;
    int at = requestLine(in, end);
    if (at <= 0) {
      return at == INCOMPLETE && end > MAX_LINE ? refuse(414) : at;
    }
    if (head.minorVersion() == 9) {
      head.length(at);
      fields.clear();
      return targetIsForwardable() ? at : refuse(400);
    }
    int bodyStart = fields.parse(head, in, at, end);
    if (bodyStart == FieldSection.TOO_LARGE || end - at > MAX_FIELDS && bodyStart <= 0) {
      return refuse(400);
    }
    if (bodyStart == INCOMPLETE) {
      return INCOMPLETE;
    }
    reasons |= fields.reasons;
    return bodyStart - at > MAX_FIELDS ? refuse(400) : check(bodyStart);
  }

  private int requestLine(byte[] in, int end) {
    int at = 0;
    while (FieldSection.TOKEN[in[at] & 0xff]) {
      at++;
    }
    if (at >= end) {
      return INCOMPLETE;
    }
    if (at == 0 || in[at] != ' ') {
      return refuse(BAD_METHOD, 400);
    }
    int methodEnd = at++;
    int targetStart = at;
    while (in[at] > 0x20 && in[at] != 0x7f || in[at] < 0) {
      at++;
    }
    if (at > targetStart
        && at + 11 <= end
        && in[at] == ' '
        && Bytes.longAt(in, at + 1) == HTTP_1_1
        && in[at + 9] == '\r'
        && in[at + 10] == '\n') {
      head.requestLine(methodEnd, targetStart, at, 1);
      return at + 11 > MAX_LINE ? refuse(414) : at + 11;
    }
    return oddRequestLine(in, methodEnd, at, end);
  }

  private int oddRequestLine(byte[] in, int methodEnd, int at, int end) {
    while (at < end && in[at] != '\n') {
      at++;
    }
    if (at >= end) {
      return INCOMPLETE;
    }
    if (at > MAX_LINE) {
      return refuse(414);
    }
    lineEnd = in[at - 1] == '\r' ? at - 1 : at;
    int bareLineFeed = lineEnd == at ? NON_CR_LF_LINE_TERMINATION.bit() : 0;
    int space = lineEnd - 1;
    while (space > methodEnd && in[space] != ' ') {
      space--;
    }
    int minor = space == methodEnd ? simple(in, methodEnd) : version(in, space + 1, lineEnd);
    if (minor < 0) {
      return REFUSED;
    }
    int targetEnd = minor == 9 ? lineEnd : space;
    reasons |= bareLineFeed | targetReasons(in, methodEnd + 1, targetEnd);
    if ((reasons & BAD_URI.bit()) != 0) {
      return refuse(BAD_URI, 400);
    }
    head.requestLine(methodEnd, Math.min(methodEnd + 1, targetEnd), targetEnd, minor);
    return at + 1;
  }

  /// A line without a version is a request of HTTP/0.9, which has no other method than GET.
  private int simple(byte[] in, int methodEnd) {
    reasons |= NON_COMPLIANT_VERSION.bit();
    return Bytes.isWord(in, 0, methodEnd, GET) ? 9 : refuse(BAD_VERSION, 400);
  }

  private static int targetReasons(byte[] in, int from, int to) {
    int found = from >= to ? MISSING_URI.bit() : 0;
    for (int i = from; i < to; i++) {
      byte b = in[i];
      if (b == 0 || b == '\r') {
        found |= BAD_URI.bit();
      } else if (b == ' ') {
        found |= SPACE_IN_URI.bit();
      } else if (b > 0 && b < 0x20 || b == 0x7f) {
        found |= AMBIGUOUS_URI.bit();
      }
    }
    return found;
  }

  /// The minor version, or -1 after setting the error.
  private int version(byte[] in, int from, int to) {
    boolean formed =
        to - from == 8
            && Arrays.equals(in, from, from + HTTP_SLASH.length, HTTP_SLASH, 0, HTTP_SLASH.length)
            && isDigit(in[from + 5])
            && in[from + 6] == '.'
            && isDigit(in[from + 7]);
    if (!formed) {
      return refuse(BAD_VERSION, 400);
    }
    if (in[from + 5] == '0' && in[from + 7] == '9') {
      // Fields follow although HTTP/0.9 has none: such a client is taken for one of HTTP/1.0.
      reasons |= NON_COMPLIANT_VERSION.bit();
      return 0;
    }
    if (in[from + 5] != '1') {
      return refuse(505);
    }
    int minor = in[from + 7] - '0';
    if (minor > 1) {
      reasons |= NON_COMPLIANT_VERSION.bit();
    }
    return Math.min(minor, 1);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private int check(int bodyStart) {
    Framing framing = fields.framing;
    boolean hostless = head.minorVersion() == 1 && fields.hostField < 0;
    if (hostless || fields.badHost || !targetIsForwardable()) {
      return refuse(400);
    }
    boolean hasCoding = framing.hasTransferEncoding();
    if (isGetOrHead()) {
      if (framing.contentLength == 0) {
        reasons |= GET_HEAD_ZERO_CONTENT_LENGTH.bit();
      } else if (framing.contentLength > 0) {
        reasons |= UNDEFINED_CONTENT_LENGTH_SEMANTICS.bit();
      }
      reasons |= hasCoding ? UNDEFINED_TRANSFER_ENCODING_SEMANTICS.bit() : 0;
    }
    if (hasCoding && head.minorVersion() == 0) {
      reasons |= UNDEFINED_TRANSFER_ENCODING_SEMANTICS.bit();
    }
    if (framing.otherCoding && desyncClass() != DesyncClass.SEVERE) {
      return refuse(501);
    }
    return bodyStart;
  }

  private boolean isGetOrHead() {
    byte[] in = head.bytes();
    return Bytes.isWord(in, 0, head.methodEnd(), GET)
        || Bytes.isWord(in, 0, head.methodEnd(), HEAD);
  }

  private boolean targetIsForwardable() {
    byte[] in = head.bytes();
    int from = head.targetStart();
    int to = head.targetEnd();
    if (from >= to || in[from] == '/' || in[from] == '*' && to == from + 1) {
      return true;
    }
    int at = from;
    while (at < to && in[at] != ':' && in[at] != '/') {
      at++;
    }
    boolean absolute =
        at > from && at + 4 <= to && Bytes.isWord(in, at, at + SCHEME_END.length, SCHEME_END);
    return absolute ? namesAHost(in, at + SCHEME_END.length, to) : isConnect();
  }

  private static boolean namesAHost(byte[] in, int from, int to) {
    int end = Authority.end(in, from, to);
    return end > from && in[from] != ':' && Authority.isHost(in, from, end);
  }

  private boolean isConnect() {
    return head.methodEnd() == 7 && head.method().equals("CONNECT");
  }

  private int refuse(DesyncReason reason, int status) {
    reasons |= reason.bit();
    return refuse(status);
  }

  private int refuse(int status) {
    error = status;
    return REFUSED;
  }
}
