package dev.weir.controller.endpoint;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagException;
import dev.weir.controller.flag.FlagSet;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The TLS side of the webhook server: which certificate it shows, and whose callers it takes.
final class WebhookTls {
  /// Where the chart of the AWS controller mounts the certificate.
  private static final Path USUAL_DIRECTORY =
      Path.of(System.getProperty("java.io.tmpdir"), "k8s-webhook-server", "serving-certs");

  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_RSA_WITH_AES_256_GCM_SHA384");

  private WebhookTls() {}

  /// Empty when no directory is named and the usual one has no certificate.
  ///
  /// @throws FlagException when a named file is missing or cannot be read
  static Optional<Tls> of(FlagSet flags) {
    String named = flags.get(Flag.WEBHOOK_CERT_DIR);
    Path directory = named.isEmpty() ? USUAL_DIRECTORY : Path.of(named);
    Path certificate = directory.resolve(flags.get(Flag.WEBHOOK_CERT_FILE));
    Path key = directory.resolve(flags.get(Flag.WEBHOOK_KEY_FILE));
    if (named.isEmpty() && !Files.exists(certificate)) {
      return Optional.empty();
    }
    String authority = flags.get(Flag.KUBE_CA_PEM_FILEPATH);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {ReloadedKey.load(certificate, key)}, callers(authority), null);
      return Optional.of(
          Tls.builder()
              .sslContext(context)
              .clientAuth(authority.isEmpty() ? TlsClientAuth.NONE : TlsClientAuth.REQUIRED)
              .enabledProtocols(PROTOCOLS)
              .enabledCipherSuites(SUITES)
              .build());
    } catch (IOException | GeneralSecurityException e) {
      throw new FlagException(
          "the webhook certificate "
              + certificate
              + " with key "
              + key
              + " cannot be used: "
              + e
              + " (expected: PEM files, see --webhook-cert-dir)");
    }
  }

  private static TrustManager @Nullable [] callers(String authority)
      throws IOException, GeneralSecurityException {
    if (authority.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(Path.of(authority))) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
