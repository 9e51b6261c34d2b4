package dev.weir.controller.target;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;

/// Tells whether the endpoints and the spec are those of the last complete reconcile, so that
/// nothing needs to be asked of AWS.
final class Checkpoint {
  static final String ANNOTATION = "elbv2.k8s.aws/checkpoint";
  static final String TIMESTAMP_ANNOTATION = "elbv2.k8s.aws/checkpoint-timestamp";

  private Checkpoint() {}

  /// `<hash of the endpoints>/<hash of the spec>`, independent of the order of the endpoints.
  static String of(Collection<Endpoint> endpoints, String specJson) {
    String ids =
        endpoints.stream().map(Endpoint::checkpointId).sorted().collect(Collectors.joining(","));
    return hash(ids) + "/" + hash(specJson);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
