package dev.weir.aws.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The form of a request that is signed.
final class CanonicalRequest {
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private CanonicalRequest() {}

  /// The hash of the canonical form, in hexadecimal.
  static String hash(WireRequest request, Signature signature) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(request.rawPath().isEmpty() ? "/" : request.rawPath()).append('\n');
    text.append(query(request, signature)).append('\n');
    for (String name : signature.signedHeaders()) {
      List<String> values = new ArrayList<>();
      for (String value : request.headers(name)) {
        values.add(value.trim().replaceAll(" +", " "));
      }
      text.append(name).append(':').append(String.join(",", values)).append('\n');
    }
    text.append('\n').append(String.join(";", signature.signedHeaders())).append('\n');
    text.append(bodyHash(request, signature));
    return SigningKey.hex(SigningKey.sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /// What an S3 client says of the body: its hash, that it is not signed, or that it comes in
  /// signed chunks.
  static Optional<String> declaredHash(WireRequest request, Signature signature) {
    return signature.service().equals("s3")
        ? request.header("x-amz-content-sha256")
        : Optional.empty();
  }

  private static String bodyHash(WireRequest request, Signature signature) {
    Optional<String> declared = declaredHash(request, signature);
    if (declared.isPresent()) {
      return declared.get();
    }
    return signature.presigned() && signature.service().equals("s3")
        ? UNSIGNED
        : SigningKey.hex(SigningKey.sha256(request.body()));
  }

  private static String query(WireRequest request, Signature signature) {
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
}
