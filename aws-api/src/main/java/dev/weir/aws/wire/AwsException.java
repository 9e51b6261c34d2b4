package dev.weir.aws.wire;

/// A request that an AWS API refuses.
public final class AwsException extends RuntimeException {
  private final AwsError error;

  public AwsException(AwsError error) {
    super(error.message());
    this.error = error;
  }

  /// An error of the caller, status 400.
  public AwsException(String code, String message) {
    this(AwsError.of(code, message));
  }

  public AwsError error() {
    return error;
  }
}
