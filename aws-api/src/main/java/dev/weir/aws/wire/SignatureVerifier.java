package dev.weir.aws.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks signatures (AWS Signature Version 4, "Create a signed AWS API request").
public final class SignatureVerifier {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final List<Credentials> known;
  private final Clock clock;

  public SignatureVerifier(List<Credentials> known, Clock clock) {
    this.known = List.copyOf(known);
    this.clock = clock;
  }

  /// @throws AwsException status 403 when the request is not signed with one of the known keys
  public void verify(WireRequest request) {
    Signature signature =
        Signature.of(request)
            .orElseThrow(() ->
                refused("MissingAuthenticationToken", "Request is missing Authentication Token"));
    Credentials credentials =
        known.stream()
            .filter(each -> each.accessKeyId().equals(signature.accessKeyId()))
            .findFirst()
            .orElseThrow(() ->
                refused(
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid."));
    String time = time(request, signature);
    refuseStale(time, request, signature);
    String expected = sign(request, signature, credentials, time);
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8),
        signature.value().getBytes(StandardCharsets.UTF_8))) {
      throw refused(
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
  }

  private static AwsException refused(String code, String message) {
    return new AwsException(new AwsError(code, 403, message));
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
      throw refused(
          "IncompleteSignature", "Date must be in ISO-8601 'basic format'. Got '" + time + "'");
    }
    String expires = request.form().text("X-Amz-Expires");
    Duration valid =
        signature.presigned() && expires != null && expires.matches("\\d{1,6}")
            ? Duration.ofSeconds(Long.parseLong(expires))
            : TOLERANCE;
    Instant now = clock.instant();
    if (now.isAfter(signed.plus(valid)) || now.isBefore(signed.minus(TOLERANCE))) {
      throw refused("RequestExpired", "Signature expired: " + time + " is too far from " + now);
    }
  }

  private static String sign(
      WireRequest request, Signature signature, Credentials credentials, String time) {
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + "\n"
            + signature.scope()
            + "\n"
            + hex(sha256(canonical(request, signature).getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(signature.date(), signature.region(), signature.service())) {
      key = hmac(key, part);
    }
    return hex(hmac(hmac(key, "aws4_request"), toSign));
  }

  private static String canonical(WireRequest request, Signature signature) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(request.rawPath().isEmpty() ? "/" : request.rawPath()).append('\n');
    text.append(canonicalQuery(request, signature)).append('\n');
    for (String name : signature.signedHeaders()) {
      List<String> values = new ArrayList<>();
      for (String value : request.headers(name)) {
        values.add(value.trim().replaceAll(" +", " "));
      }
      text.append(name).append(':').append(String.join(",", values)).append('\n');
    }
    text.append('\n').append(String.join(";", signature.signedHeaders())).append('\n');
    return text.append(bodyHash(request, signature)).toString();
  }

  private static String bodyHash(WireRequest request, Signature signature) {
    Optional<String> declared =
        request
            .header("x-amz-content-sha256")
            .filter(hash ->
                hash.equals("UNSIGNED-PAYLOAD")
                    || hash.startsWith("STREAMING-")
                    || signature.presigned());
    if (declared.isPresent()) {
      return declared.get();
    }
    return signature.presigned() && signature.service().equals("s3")
        ? "UNSIGNED-PAYLOAD"
        : hex(sha256(request.body()));
  }

  private static String canonicalQuery(WireRequest request, Signature signature) {
    if (request.rawQuery().isEmpty()) {
      return "";
    }
    return Arrays.stream(request.rawQuery().split("&"))
        .filter(pair -> !(signature.presigned() && pair.startsWith("X-Amz-Signature=")))
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .map(pair -> pair.replace("+", "%20"))
        .sorted()
        .reduce((a, b) -> a + "&" + b)
        .orElse("");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
