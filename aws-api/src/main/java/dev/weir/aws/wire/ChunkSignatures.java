package dev.weir.aws.wire;

import dev.weir.aws.wire.SignatureRefused.Reason;

/// Checks the signatures of the chunks in which an S3 client sends a body: each signs its chunk and
/// the signature before it, the first one that of the request.
final class ChunkSignatures {
  private static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String NOTHING = SigningKey.hex(SigningKey.sha256(new byte[0]));

  private ChunkSignatures() {}

  /// @throws SignatureRefused when a chunk was changed, left out or put elsewhere
  static void check(WireRequest request, Signature signature, SigningKey key) {
    boolean signed =
        CanonicalRequest.declaredHash(request, signature)
            .filter(hash -> hash.startsWith(SIGNED))
            .isPresent();
    if (!signed) {
      return;
    }
    String before = signature.value();
    for (StreamedBody.Chunk chunk : StreamedBody.chunks(request.body())) {
      String expected =
          key.sign(
              "AWS4-HMAC-SHA256-PAYLOAD",
              before,
              NOTHING,
              SigningKey.hex(SigningKey.sha256(chunk.contents())));
      if (!SignatureVerifier.isEqual(expected, chunk.signature())) {
        throw new SignatureRefused(Reason.MISMATCH, "The signature of a chunk does not match.");
      }
      before = chunk.signature();
    }
  }
}
