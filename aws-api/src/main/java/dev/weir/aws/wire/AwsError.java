package dev.weir.aws.wire;

/// What an AWS API answers when it refuses.
///
/// @param code such as `ValidationError`; what SDKs turn into exception types
/// @param status the HTTP status
public record AwsError(String code, int status, String message) {

  /// An error of the caller, status 400.
  public static AwsError of(String code, String message) {
    return new AwsError(code, 400, message);
  }
}
