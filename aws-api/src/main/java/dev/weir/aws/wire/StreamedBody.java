package dev.weir.aws.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The contents of a `PutObject`: as they are, or in the chunks of `aws-chunked`, with which
/// clients sign or checksum while they send. Checksums in trailers are not checked.
public final class StreamedBody {
  private static final String SIGNATURE = "chunk-signature=";

  private StreamedBody() {}

  /// One chunk; the last one is empty.
  ///
  /// @param signature empty when chunks are not signed
  record Chunk(String signature, byte[] contents) {}

  /// @throws AwsException `IncompleteBody` when the chunks cannot be read
  public static byte[] decoded(WireRequest request) {
    boolean chunked =
        request
                .header("content-encoding")
                .filter(value -> value.contains("aws-chunked"))
                .isPresent()
            || request
                .header("x-amz-content-sha256")
                .filter(value -> value.startsWith("STREAMING-"))
                .isPresent();
    if (!chunked) {
      return request.body();
    }
    ByteArrayOutputStream contents = new ByteArrayOutputStream(request.body().length);
    chunks(request.body()).forEach(chunk -> contents.writeBytes(chunk.contents()));
    return contents.toByteArray();
  }

  static List<Chunk> chunks(byte[] body) {
    List<Chunk> chunks = new ArrayList<>();
    int at = 0;
    while (true) {
      int end = at;
      while (end < body.length && body[end] != '\r') {
        end++;
      }
      String head = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int size = size(head.split(";", 2)[0]);
      int from = end + 2;
      if (size > body.length - from && size > 0) {
        throw incomplete();
      }
      int extension = head.indexOf(SIGNATURE);
      String signature = extension < 0 ? "" : head.substring(extension + SIGNATURE.length());
      if (size == 0) {
        chunks.add(new Chunk(signature, new byte[0]));
        return chunks;
      }
      chunks.add(new Chunk(signature, Arrays.copyOfRange(body, from, from + size)));
      at = from + size + 2;
    }
  }

  private static int size(String hex) {
    try {
      int size = Integer.parseInt(hex, 16);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw incomplete();
  }

  private static AwsException incomplete() {
    return new AwsException(
        new AwsError(
            "IncompleteBody",
            400,
            "You did not provide the number of bytes specified by the Content-Length HTTP header."));
  }
}
