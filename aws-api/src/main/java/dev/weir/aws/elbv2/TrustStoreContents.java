package dev.weir.aws.elbv2;

import dev.weir.aws.objects.ObjectApi;
import dev.weir.aws.wire.AwsError;
import dev.weir.aws.wire.WireRequest;
import dev.weir.aws.wire.WireResponse;
import dev.weir.elb.Arn;
import dev.weir.store.ElbStore;
import dev.weir.store.StoredTrustStore;
import dev.weir.store.Tables;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The files that `GetTrustStoreCaCertificatesBundle` and `GetTrustStoreRevocationContent` point
/// to.
///
/// The URL is good for ten minutes, for whoever has it, without credentials; it is signed with a
/// key that only this process knows.
public final class TrustStoreContents {
  private static final String PREFIX = "/elasticloadbalancing/";
  private static final Duration VALID = Duration.ofMinutes(10);

  private final ElbStore store;
  private final SecretKeySpec key;

  public TrustStoreContents(ElbStore store) {
    this.store = store;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  /// @param host as the client named it, with the port
  /// @param file `ca-bundle`, or the id of a revocation list
  String url(String host, Arn trustStore, String file) {
    String path = PREFIX + trustStore.resource() + "/" + file + ".pem";
    long until = store.config().clock().instant().plus(VALID).getEpochSecond();
    return "http://" + host + path + "?Expires=" + until + "&Signature=" + sign(path, until);
  }

  /// The answer to a request for such a URL; empty for any other request.
  public Optional<WireResponse> answer(WireRequest request, String requestId) {
    String path = request.rawPath();
    if (!path.startsWith(PREFIX + "truststore/") || !request.method().equals("GET")) {
      return Optional.empty();
    }
    String signature = String.valueOf(request.form().text("Signature"));
    long until = number(request.form().text("Expires"));
    String expected = sign(path, until);
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.US_ASCII))) {
      return refused(403, "AccessDenied", "Access Denied", requestId);
    }
    if (store.config().clock().instant().isAfter(Instant.ofEpochSecond(until))) {
      return refused(403, "AccessDenied", "Request has expired", requestId);
    }
    Optional<WireResponse> found =
        text(path)
            .map(pem ->
                WireResponse.of(
                    200, "application/x-pem-file", pem.getBytes(StandardCharsets.US_ASCII)));
    return found.isPresent()
        ? found
        : refused(404, "NoSuchKey", "The specified key does not exist.", requestId);
  }

  private static Optional<WireResponse> refused(
      int status, String code, String message, String requestId) {
    return Optional.of(ObjectApi.error(new AwsError(code, status, message), requestId));
  }

  private Optional<String> text(String path) {
    String resource = path.substring(PREFIX.length(), path.lastIndexOf('/'));
    String file = path.substring(path.lastIndexOf('/') + 1).replace(".pem", "");
    Optional<StoredTrustStore> found =
        store.state().all(Tables.TRUST_STORES).values().stream()
            .filter(each -> each.trustStore().arn().resource().equals(resource))
            .findFirst();
    if (file.equals("ca-bundle")) {
      return found.map(each -> each.trustStore().caPem());
    }
    return found.flatMap(each -> each.revocationText(number(file)));
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private String sign(String path, long until) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      String text = path + "\n" + until;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
