package dev.weir.aws.wire;

import dev.weir.aws.wire.SignatureRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Checks signatures (AWS Signature Version 4, "Create a signed AWS API request").
public final class SignatureVerifier {
  static final String PRESIGNED_EXPIRED = "Request has expired";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String MISMATCH =
      "The request signature we calculated does not match the signature you provided. Check"
          + " your AWS Secret Access Key and signing method. Consult the service documentation"
          + " for details.";

  private final List<Credentials> known;
  private final Clock clock;

  public SignatureVerifier(List<Credentials> known, Clock clock) {
    this.known = List.copyOf(known);
    this.clock = clock;
  }

  /// @throws SignatureRefused when the request is not signed with one of the known keys
  public void verify(WireRequest request) {
    Signature signature =
        Signature.of(request)
            .orElseThrow(() ->
                new SignatureRefused(Reason.MISSING, "Request is missing Authentication Token"));
    Credentials credentials =
        known.stream()
            .filter(each -> each.accessKeyId().equals(signature.accessKeyId()))
            .findFirst()
            .orElseThrow(() ->
                new SignatureRefused(
                    Reason.UNKNOWN_KEY, "The security token included in the request is invalid."));
    String time = time(request, signature);
    refuseStale(time, request, signature);
    refuseScope(time, signature);
    SigningKey key = SigningKey.of(credentials, signature, time);
    String expected = key.sign("AWS4-HMAC-SHA256", CanonicalRequest.hash(request, signature));
    if (!isEqual(expected, signature.value())) {
      throw new SignatureRefused(Reason.MISMATCH, MISMATCH);
    }
    refuseOtherBody(request, signature);
    ChunkSignatures.check(request, signature, key);
  }

  static boolean isEqual(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static String time(WireRequest request, Signature signature) {
    String presigned = request.form().text("X-Amz-Date");
    return signature.presigned() && presigned != null
        ? presigned
        : request.header("x-amz-date").orElse("");
  }

  private void refuseStale(String time, WireRequest request, Signature signature) {
    Instant signed;
    try {
      signed = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new SignatureRefused(
          Reason.INCOMPLETE, "Date must be in ISO-8601 'basic format'. Got '" + time + "'.");
    }
    Instant now = clock.instant();
    Optional<Duration> validity = validity(request, signature);
    if (validity.isPresent() && now.isAfter(signed.plus(validity.get()))) {
      throw new SignatureRefused(Reason.STALE, PRESIGNED_EXPIRED);
    }
    Instant earliest = now.minus(TOLERANCE);
    if (validity.isEmpty() && signed.isBefore(earliest)) {
      throw stale(
          "Signature expired: ", time, " is now earlier than ", earliest, now, " - 5 min.)");
    }
    Instant latest = now.plus(TOLERANCE);
    if (signed.isAfter(latest)) {
      throw stale(
          "Signature not yet current: ", time, " is still later than ", latest, now, " + 5 min.)");
    }
  }

  private static SignatureRefused stale(
      String what, String time, String relation, Instant limit, Instant now, String difference) {
    return new SignatureRefused(
        Reason.STALE, what + time + relation + text(limit) + " (" + text(now) + difference);
  }

  private static String text(Instant instant) {
    return TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// How long a presigned request may be used.
  private static Optional<Duration> validity(WireRequest request, Signature signature) {
    String expires = request.form().text("X-Amz-Expires");
    return signature.presigned() && expires != null && expires.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(expires)))
        : Optional.empty();
  }

  private static void refuseScope(String time, Signature signature) {
    if (!signature.terminator().equals("aws4_request")) {
      throw new SignatureRefused(
          Reason.MISMATCH,
          "Credential should be scoped with a valid terminator: 'aws4_request', not '"
              + signature.terminator()
              + "'.");
    }
    if (!time.startsWith(signature.date())) {
      throw new SignatureRefused(
          Reason.MISMATCH,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
              + signature.date()
              + "' != '"
              + time.substring(0, 8)
              + "', from '"
              + time
              + "'.");
    }
    if (!signature.signedHeaders().contains("host")) {
      throw new SignatureRefused(
          Reason.MISMATCH,
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
  }

  /// Only S3 takes the client's word for the body's hash in its signature, and checks it apart.
  private static void refuseOtherBody(WireRequest request, Signature signature) {
    Optional<String> declared = CanonicalRequest.declaredHash(request, signature);
    if (declared.isPresent()
        && declared.get().matches("[0-9a-f]{64}")
        && !declared.get().equals(SigningKey.hex(SigningKey.sha256(request.body())))) {
      throw new SignatureRefused(Reason.OTHER_BODY, MISMATCH);
    }
  }
}
