package dev.weir.proxy.tls;

import io.netty.handler.ssl.OpenSsl;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which keys a client can be served with under a security policy.
///
/// @param tls13 whether the policy has TLS 1.3, whose ciphers go with every key
/// @param ecdsaCiphers the codes of the policy's older ciphers for ECDSA keys
/// @param rsaCiphers those for RSA keys
record CertificateFit(boolean tls13, Set<Integer> ecdsaCiphers, Set<Integer> rsaCiphers) {
  /// Codes of the ciphers of TLS 1.2 and older (IANA registry), by their OpenSSL names.
  private static final Map<String, Integer> CODES =
      Map.ofEntries(
          Map.entry("ECDHE-ECDSA-AES128-GCM-SHA256", 0xc02b),
          Map.entry("ECDHE-ECDSA-AES256-GCM-SHA384", 0xc02c),
          Map.entry("ECDHE-ECDSA-AES128-SHA256", 0xc023),
          Map.entry("ECDHE-ECDSA-AES256-SHA384", 0xc024),
          Map.entry("ECDHE-ECDSA-AES128-SHA", 0xc009),
          Map.entry("ECDHE-ECDSA-AES256-SHA", 0xc00a),
          Map.entry("ECDHE-RSA-AES128-GCM-SHA256", 0xc02f),
          Map.entry("ECDHE-RSA-AES256-GCM-SHA384", 0xc030),
          Map.entry("ECDHE-RSA-AES128-SHA256", 0xc027),
          Map.entry("ECDHE-RSA-AES256-SHA384", 0xc028),
          Map.entry("ECDHE-RSA-AES128-SHA", 0xc013),
          Map.entry("ECDHE-RSA-AES256-SHA", 0xc014),
          Map.entry("AES128-GCM-SHA256", 0x009c),
          Map.entry("AES256-GCM-SHA384", 0x009d),
          Map.entry("AES128-SHA256", 0x003c),
          Map.entry("AES256-SHA256", 0x003d),
          Map.entry("AES128-SHA", 0x002f),
          Map.entry("AES256-SHA", 0x0035),
          Map.entry("DES-CBC3-SHA", 0x000a));

  static CertificateFit of(SecurityPolicy policy) {
    Set<Integer> ecdsa = new HashSet<>();
    Set<Integer> rsa = new HashSet<>();
    for (String cipher : policy.ciphers()) {
      Integer code = CODES.get(cipher);
      if (code != null && (!OpenSsl.isAvailable() || OpenSsl.isCipherSuiteAvailable(cipher))) {
        (cipher.contains("ECDSA") ? ecdsa : rsa).add(code);
      }
    }
    boolean tls13 = policy.protocols().contains("TLSv1.3");
    return new CertificateFit(tls13, Set.copyOf(ecdsa), Set.copyOf(rsa));
  }

  /// Whether a handshake with this certificate can succeed. A client of TLS 1.0 names no signature
  /// schemes; it is taken to verify RSA alone.
  boolean serves(TlsIdentity identity, ClientHello hello) {
    Set<Integer> older = identity.ecdsa() ? ecdsaCiphers : rsaCiphers;
    boolean cipher = tls13 && hello.tls13() || hello.ciphers().stream().anyMatch(older::contains);
    return cipher
        && (identity.ecdsa()
            ? hello.signatures().contains(scheme(identity.keyBits()))
            : verifiesRsa(hello));
  }

  /// In TLS 1.3 the scheme tells the curve; older clients that verify one curve name it alike.
  private static int scheme(int keyBits) {
    return keyBits <= 256 ? 0x0403 : keyBits <= 384 ? 0x0503 : 0x0603;
  }

  /// PKCS #1 signatures end in 01; those with PSS are 0x0804 to 0x0806.
  private static boolean verifiesRsa(ClientHello hello) {
    return hello.signatures().isEmpty()
        || hello.signatures().stream()
            .anyMatch(code -> (code & 0xff) == 1 || code >= 0x0804 && code <= 0x0806);
  }
}
