package dev.weir.aws.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of one day, region and service, derived from a secret, with the time of a request.
final class SigningKey {
  private final byte[] key;
  private final String time;
  private final String scope;

  private SigningKey(byte[] key, String time, String scope) {
    this.key = key;
    this.time = time;
    this.scope = scope;
  }

  static SigningKey of(Credentials credentials, Signature signature, String time) {
    byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
    for (String part :
        List.of(signature.date(), signature.region(), signature.service(), "aws4_request")) {
      key = hmac(key, part);
    }
    return new SigningKey(key, time, signature.scope());
  }

  /// The signature of lines that follow the algorithm, the time and the scope.
  String sign(String algorithm, String... lines) {
    return hex(hmac(key, algorithm + "\n" + time + "\n" + scope + "\n" + String.join("\n", lines)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
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
}
