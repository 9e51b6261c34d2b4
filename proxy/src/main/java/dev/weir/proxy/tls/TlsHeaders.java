package dev.weir.proxy.tls;

import dev.weir.elb.Listener;
import dev.weir.elb.ListenerAttributes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// The request header lines that tell targets about the client's TLS.
public final class TlsHeaders {
  private TlsHeaders() {}

  /// OpenSSL's name of the negotiated cipher.
  public static String cipher(SSLSession session) {
    return CipherNames.openSsl(session.getCipherSuite());
  }

  /// X-Amzn-Tls-Version and X-Amzn-Tls-Cipher-Suite.
  ///
  /// @param cipher OpenSSL's name
  public static String versionAndCipher(Listener listener, String protocol, String cipher) {
    return line(listener, "x_amzn_tls_version", protocol)
        + line(listener, "x_amzn_tls_cipher_suite", cipher);
  }

  /// The X-Amzn-Mtls-* lines for the client's certificate; empty when it sent none.
  public static String clientCertificate(
      Listener listener, MutualTls.Mode mode, SSLSession session) {
    try {
      List<X509Certificate> chain =
          java.util.Arrays.stream(session.getPeerCertificates())
              .map(X509Certificate.class::cast)
              .toList();
      return switch (mode) {
        case OFF -> "";
        case PASSTHROUGH -> line(listener, "x_amzn_mtls_clientcert", pem(chain));
        case VERIFY -> verified(listener, chain.getFirst());
      };
    } catch (SSLPeerUnverifiedException _) {
      return "";
    }
  }

  private static String verified(Listener listener, X509Certificate leaf) {
    return line(listener, "x_amzn_mtls_clientcert_serial_number", serial(leaf))
        + line(listener, "x_amzn_mtls_clientcert_issuer", leaf.getIssuerX500Principal().getName())
        + line(listener, "x_amzn_mtls_clientcert_subject", leaf.getSubjectX500Principal().getName())
        + line(listener, "x_amzn_mtls_clientcert_validity", validity(leaf))
        + line(listener, "x_amzn_mtls_clientcert_leaf", pem(List.of(leaf)));
  }

  /// Upper-case hexadecimal digits, two for each byte.
  public static String serial(X509Certificate certificate) {
    String serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    return serial.length() % 2 == 1 ? "0" + serial : serial;
  }

  /// `NotBefore=2023-09-21T01:50:17Z;NotAfter=2026-06-17T22:43:21Z`.
  public static String validity(X509Certificate certificate) {
    return "NotBefore="
        + time(certificate.getNotBefore().toInstant())
        + ";NotAfter="
        + time(certificate.getNotAfter().toInstant());
  }

  private static String time(java.time.Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String line(Listener listener, String attribute, String value) {
    String set = listener.attribute(ListenerAttributes.requestHeaderKey(attribute));
    String name = set.isEmpty() ? ListenerAttributes.headerName(attribute) : set;
    StringBuilder visible = new StringBuilder();
    value.chars().filter(c -> c >= 0x20 && c < 0x7f).forEach(c -> visible.append((char) c));
    return name + ": " + visible + "\r\n";
  }

  /// URL-encoded PEM in which `+`, `=` and `/` stay as they are.
  private static String pem(List<X509Certificate> chain) {
    StringBuilder pem = new StringBuilder();
    try {
      for (X509Certificate certificate : chain) {
        String base64 =
            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        pem.append("-----BEGIN CERTIFICATE-----\n").append(base64);
        pem.append("\n-----END CERTIFICATE-----\n");
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
    return URLEncoder.encode(pem.toString(), StandardCharsets.US_ASCII)
        .replace("+", "%20")
        .replace("%2B", "+")
        .replace("%3D", "=")
        .replace("%2F", "/");
  }
}
