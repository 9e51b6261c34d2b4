package dev.weir.aws.objects;

import dev.weir.aws.wire.AwsError;
import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The contents of a `PutObject`: as they are, or in the chunks of `aws-chunked`, with which
/// clients sign or checksum while they send. Signatures of single chunks and trailers are not
/// checked.
final class StreamedBody {
  private StreamedBody() {}

  /// @throws AwsException `IncompleteBody` when the chunks cannot be read
  static byte[] decoded(WireRequest request) {
    boolean chunked =
        request
                .header("content-encoding")
                .filter(value -> value.contains("aws-chunked"))
                .isPresent()
            || request
                .header("x-amz-content-sha256")
                .filter(value -> value.startsWith("STREAMING-"))
                .isPresent();
    return chunked ? joined(request.body()) : request.body();
  }

  private static byte[] joined(byte[] body) {
    ByteArrayOutputStream contents = new ByteArrayOutputStream(body.length);
    int at = 0;
    while (true) {
      int end = at;
      while (end < body.length && body[end] != '\r') {
        end++;
      }
      String head = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int size = size(head.split(";", 2)[0]);
      int from = end + 2;
      if (size == 0) {
        return contents.toByteArray();
      }
      if (from + size > body.length) {
        throw incomplete();
      }
      contents.write(body, from, size);
      at = from + size + 2;
    }
  }

  private static int size(String hex) {
    try {
      return Integer.parseInt(hex, 16);
    } catch (NumberFormatException e) {
      throw incomplete();
    }
  }

  private static AwsException incomplete() {
    return new AwsException(
        new AwsError(
            "IncompleteBody",
            400,
            "You did not provide the number of bytes specified by the Content-Length HTTP header."));
  }
}
