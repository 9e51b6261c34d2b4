package dev.weir.proxy.health;

/// What one health check found.
public sealed interface ProbeOutcome {

  /// @param code the HTTP status or gRPC code; 0 for TCP
  record Passed(int code) implements ProbeOutcome {}

  /// The target answered with a code that the matcher does not have.
  record WrongCode(int code) implements ProbeOutcome {}

  /// Connecting or answering took longer than the timeout.
  record TimedOut() implements ProbeOutcome {}

  /// The target refused or broke the connection, or answered something that is not the protocol.
  ///
  /// @param cause for people
  record Broken(String cause) implements ProbeOutcome {}

  default boolean passed() {
    return this instanceof Passed;
  }

  /// The `Reason` of `DescribeTargetHealth`; empty when passed.
  default String reason() {
    return switch (this) {
      case Passed _ -> "";
      case WrongCode _ -> "Target.ResponseCodeMismatch";
      case TimedOut _ -> "Target.Timeout";
      case Broken _ -> "Target.FailedHealthChecks";
    };
  }

  /// The `Description` of `DescribeTargetHealth`; empty when passed.
  default String description() {
    return switch (this) {
      case Passed _ -> "";
      case WrongCode(int code) -> "Health checks failed with these codes: [" + code + "]";
      case TimedOut _ -> "Request timed out";
      case Broken _ -> "Health checks failed";
    };
  }
}
