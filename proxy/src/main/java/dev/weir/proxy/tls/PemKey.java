package dev.weir.proxy.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// A private key as the store keeps it: PKCS#8 in PEM (RFC 7468 section 10).
///
/// Read here and not by Netty, which asks BouncyCastle's provider first where that is on the class
/// path: its tables alone take 8 MB and a quarter of a second.
final class PemKey {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private PemKey() {}

  /// @param algorithm that of the certificate's public key: `RSA`, `EC`
  /// @throws GeneralSecurityException when the text holds no such key
  static PrivateKey read(String pem, String algorithm) throws GeneralSecurityException {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new InvalidKeySpecException(
          "its private key is not PKCS#8 in PEM (expected: " + BEGIN + ")");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }
}
