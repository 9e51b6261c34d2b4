package dev.weir.proxy.http1;

import dev.weir.proxy.exchange.HttpHead;

/// Parses response heads (RFC 9112 sections 4 and 5). Used again for head after head; one per event
/// loop.
public final class ResponseParser {
  public static final int INCOMPLETE = 0;
  public static final int MALFORMED = -1;

  /// Status line and fields together (Application Load Balancer quotas).
  public static final int MAX_HEAD = 32 * 1024;

  private static final long HTTP_1_1 = Bytes.longOf("HTTP/1.1");
  private static final long HTTP_1_0 = Bytes.longOf("HTTP/1.0");

  private final HttpHead head = new HttpHead(new byte[0]);
  private final FieldSection fields = new FieldSection(head);

  public HttpHead head() {
    return head;
  }

  public Framing framing() {
    return fields.framing;
  }

  public boolean canonical() {
    return fields.canonical;
  }

  /// Parses the head that begins at 0.
  ///
  /// @param in holds at least one byte more than `end`, which is overwritten
  /// @return the length of the head, {@link #INCOMPLETE} or {@link #MALFORMED}
  public int parse(byte[] in, int end) {
    in[end] = 0;
    head.reset(in);
    if (end < 13) {
      return end >= 5 && (in[0] != 'H' || in[1] != 'T' || in[4] != '/') ? MALFORMED : INCOMPLETE;
    }
    long version = Bytes.longAt(in, 0);
    if (version != HTTP_1_1 && version != HTTP_1_0 || in[8] != ' ') {
      return MALFORMED;
    }
    int status = status(in);
    if (status < 0) {
      return MALFORMED;
    }
    head.statusLine(status, version == HTTP_1_1 ? 1 : 0);
    int lineFeed = 12;
    while (lineFeed < end && in[lineFeed] != '\n') {
      if (in[lineFeed] == 0) {
        return MALFORMED;
      }
      lineFeed++;
    }
    if (lineFeed >= end) {
      return end > MAX_HEAD ? MALFORMED : INCOMPLETE;
    }
    return fields(in, lineFeed + 1, end);
  }

  private static int status(byte[] in) {
    int hundreds = in[9] - '0';
    int tens = in[10] - '0';
    int ones = in[11] - '0';
    boolean digits =
        hundreds >= 1 && hundreds <= 9 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    boolean ended = in[12] == ' ' || in[12] == '\r' || in[12] == '\n';
    return digits && ended ? hundreds * 100 + tens * 10 + ones : -1;
  }

  private int fields(byte[] in, int at, int end) {
    int bodyStart = fields.parse(head, in, at, end);
    if (bodyStart == FieldSection.TOO_LARGE
        || bodyStart > MAX_HEAD
        || bodyStart == INCOMPLETE && end > MAX_HEAD) {
      return MALFORMED;
    }
    if (bodyStart == INCOMPLETE) {
      return INCOMPLETE;
    }
    boolean unreadable = DesyncReason.worst(fields.reasons) == DesyncClass.SEVERE;
    return unreadable || fields.framing.otherCoding ? MALFORMED : bodyStart;
  }
}
