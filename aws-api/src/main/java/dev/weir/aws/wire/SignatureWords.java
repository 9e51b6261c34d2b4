package dev.weir.aws.wire;

/// How the families of AWS APIs tell that a signature was not accepted.
public enum SignatureWords {
  /// The Query protocol, as of Elastic Load Balancing and STS.
  QUERY {
    @Override
    public AwsError error(SignatureRefused refused) {
      String message = text(refused);
      return switch (refused.reason()) {
        case MISSING -> new AwsError("MissingAuthenticationToken", 403, message);
        case INCOMPLETE -> new AwsError("IncompleteSignature", 403, message);
        case UNKNOWN_KEY -> new AwsError("InvalidClientTokenId", 403, message);
        case MISMATCH, STALE, OTHER_BODY -> new AwsError("SignatureDoesNotMatch", 403, message);
      };
    }
  },
  /// EC2, which does not tell a wrong key from a wrong secret.
  EC2 {
    @Override
    public AwsError error(SignatureRefused refused) {
      return switch (refused.reason()) {
        case MISSING ->
            new AwsError(
                "MissingParameter", 400, "The request must contain the parameter AWSAccessKeyId");
        case INCOMPLETE -> new AwsError("IncompleteSignature", 400, text(refused));
        case STALE -> new AwsError("RequestExpired", 400, "Request has expired.");
        case UNKNOWN_KEY, MISMATCH, OTHER_BODY ->
            new AwsError(
                "AuthFailure", 401, "AWS was not able to validate the provided access credentials");
      };
    }
  },
  /// The JSON protocol, as of ACM and WAF.
  JSON {
    @Override
    public AwsError error(SignatureRefused refused) {
      String message = text(refused);
      return switch (refused.reason()) {
        case MISSING -> AwsError.of("MissingAuthenticationTokenException", message);
        case INCOMPLETE -> AwsError.of("IncompleteSignatureException", message);
        case UNKNOWN_KEY -> AwsError.of("UnrecognizedClientException", message);
        case MISMATCH, STALE, OTHER_BODY -> AwsError.of("InvalidSignatureException", message);
      };
    }
  },
  /// S3.
  OBJECTS {
    @Override
    public AwsError error(SignatureRefused refused) {
      return switch (refused.reason()) {
        case MISSING -> new AwsError("AccessDenied", 403, "Access Denied");
        case INCOMPLETE -> new AwsError("AuthorizationHeaderMalformed", 400, text(refused));
        case UNKNOWN_KEY ->
            new AwsError(
                "InvalidAccessKeyId",
                403,
                "The AWS Access Key Id you provided does not exist in our records.");
        case MISMATCH ->
            new AwsError(
                "SignatureDoesNotMatch",
                403,
                "The request signature we calculated does not match the signature you provided."
                    + " Check your key and signing method.");
        case STALE ->
            text(refused).equals(SignatureVerifier.PRESIGNED_EXPIRED)
                ? new AwsError("AccessDenied", 403, SignatureVerifier.PRESIGNED_EXPIRED)
                : new AwsError(
                    "RequestTimeTooSkewed",
                    403,
                    "The difference between the request time and the current time is too large.");
        case OTHER_BODY ->
            new AwsError(
                "XAmzContentSHA256Mismatch",
                400,
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
      };
    }
  };

  public abstract AwsError error(SignatureRefused refused);

  /// The words of a service with this protocol.
  public static SignatureWords of(Protocol protocol) {
    return switch (protocol) {
      case Protocol.Query _ -> QUERY;
      case Protocol.Ec2Query _ -> EC2;
      case Protocol.Json _ -> JSON;
    };
  }

  private static String text(SignatureRefused refused) {
    return String.valueOf(refused.getMessage());
  }
}
