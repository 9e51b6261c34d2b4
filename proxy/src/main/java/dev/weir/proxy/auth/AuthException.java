package dev.weir.proxy.auth;

/// A step of authentication failed in a way that ALB has a status and a reason code for.
final class AuthException extends Exception {
  private final int status;
  private final String reason;

  /// @param reason as in access logs
  AuthException(int status, String reason) {
    super(status + " " + reason);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
