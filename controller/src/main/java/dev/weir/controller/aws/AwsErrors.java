package dev.weir.controller.aws;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The error codes of AWS services, without the `Exception` that the JSON protocols append.
public final class AwsErrors {
  private AwsErrors() {}

  /// The service's error code; empty when the failure is not an answer of the service.
  public static Optional<String> code(Throwable failure) {
    return failure instanceof AwsServiceException e
        ? Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode)
        : Optional.empty();
  }

  public static boolean is(Throwable failure, String... codes) {
    return code(failure).filter(code -> matches(code, codes)).isPresent();
  }

  /// The service's message, or that of the exception.
  public static String message(Throwable failure) {
    if (failure instanceof AwsServiceException e && e.awsErrorDetails() != null) {
      return String.valueOf(e.awsErrorDetails().errorMessage());
    }
    return String.valueOf(failure.getMessage());
  }

  private static boolean matches(String code, String[] codes) {
    return Arrays.stream(codes).anyMatch(c -> code.equals(c) || code.equals(c + "Exception"));
  }
}
