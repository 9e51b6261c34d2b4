package dev.weir.aws.wire;

/// A signature was not accepted. Each family of APIs has its own words for the reason: see
/// [SignatureWords].
public final class SignatureRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  SignatureRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /// What was wrong.
  enum Reason {
    /// The request is not signed.
    MISSING,
    /// What it says about its signature cannot be understood.
    INCOMPLETE,
    /// Nobody has this access key.
    UNKNOWN_KEY,
    /// Another secret, another request, or headers that must be signed are not.
    MISMATCH,
    /// Signed too long ago, or in the future.
    STALE,
    /// The body is not the one whose hash was declared.
    OTHER_BODY
  }
}
