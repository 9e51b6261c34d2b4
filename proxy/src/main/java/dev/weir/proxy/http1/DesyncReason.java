package dev.weir.proxy.http1;

import static dev.weir.proxy.http1.DesyncClass.ACCEPTABLE;
import static dev.weir.proxy.http1.DesyncClass.AMBIGUOUS;
import static dev.weir.proxy.http1.DesyncClass.SEVERE;

/// Why a request is not compliant, with its class: the names of the access log, the worst first.
public enum DesyncReason {
  BAD_METHOD("BadMethod", SEVERE),
  BAD_VERSION("BadVersion", SEVERE),
  BAD_URI("BadUri", SEVERE),
  BAD_HEADER("BadHeader", SEVERE),
  BAD_CONTENT_LENGTH("BadContentLength", SEVERE),
  MULTIPLE_CONTENT_LENGTH("MultipleContentLength", SEVERE),
  BAD_TRANSFER_ENCODING("BadTransferEncoding", SEVERE),
  MULTIPLE_TRANSFER_ENCODING_CHUNKED("MultipleTransferEncodingChunked", SEVERE),
  SUSPICIOUS_TE_CL_PRESENT("SuspiciousTeClPresent", SEVERE),
  BOTH_TE_CL_PRESENT("BothTeClPresent", AMBIGUOUS),
  DUPLICATE_CONTENT_LENGTH("DuplicateContentLength", AMBIGUOUS),
  SUSPICIOUS_HEADER("SuspiciousHeader", AMBIGUOUS),
  UNDEFINED_TRANSFER_ENCODING_SEMANTICS("UndefinedTransferEncodingSemantics", AMBIGUOUS),
  UNDEFINED_CONTENT_LENGTH_SEMANTICS("UndefinedContentLengthSemantics", AMBIGUOUS),
  AMBIGUOUS_URI("AmbiguousUri", AMBIGUOUS),
  MISSING_URI("MissingUri", AMBIGUOUS),
  EMPTY_HEADER("EmptyHeader", AMBIGUOUS),
  MISSING_HEADER_COLON("MissingHeaderColon", AMBIGUOUS),
  MULTILINE_HEADER("MultilineHeader", AMBIGUOUS),
  SPACE_IN_URI("SpaceInUri", ACCEPTABLE),
  GET_HEAD_ZERO_CONTENT_LENGTH("GetHeadZeroContentLength", ACCEPTABLE),
  NON_COMPLIANT_HEADER("NonCompliantHeader", ACCEPTABLE),
  NON_COMPLIANT_VERSION("NonCompliantVersion", ACCEPTABLE),
  NON_CR_LF_LINE_TERMINATION("NonCrLfLineTermination", ACCEPTABLE);

  private static final DesyncReason[] ALL = values();

  private final String logged;
  private final DesyncClass level;

  DesyncReason(String logged, DesyncClass level) {
    this.logged = logged;
    this.level = level;
  }

  public String logged() {
    return logged;
  }

  public DesyncClass level() {
    return level;
  }

  int bit() {
    return 1 << ordinal();
  }

  /// The worst of a set of bits.
  public static DesyncClass worst(int bits) {
    return bits == 0 ? DesyncClass.COMPLIANT : first(bits).level;
  }

  /// The reason that the access log names: the first of the worst class.
  public static DesyncReason first(int bits) {
    return ALL[Integer.numberOfTrailingZeros(bits)];
  }

  /// Whether a request with these bits may be followed by another one on its connection even when
  /// the mode only monitors: none of them bears on where the request ends.
  static boolean endIsCertain(int bits) {
    int doubtful =
        BAD_HEADER.bit()
            | BAD_CONTENT_LENGTH.bit()
            | MULTIPLE_CONTENT_LENGTH.bit()
            | BAD_TRANSFER_ENCODING.bit()
            | MULTIPLE_TRANSFER_ENCODING_CHUNKED.bit()
            | SUSPICIOUS_TE_CL_PRESENT.bit()
            | SUSPICIOUS_HEADER.bit()
            | BOTH_TE_CL_PRESENT.bit()
            | UNDEFINED_TRANSFER_ENCODING_SEMANTICS.bit()
            | MULTILINE_HEADER.bit()
            | MISSING_HEADER_COLON.bit();
    return (bits & doubtful) == 0;
  }
}
