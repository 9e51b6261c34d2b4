package dev.weir.proxy.tls;

import dev.weir.elb.Listener;
import dev.weir.elb.TrustStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// How a listener treats client certificates (Application Load Balancer guide, mutual
/// authentication).
///
/// @param ignoreExpiry whether certificates that are not valid now are accepted
/// @param advertise whether clients are told the names of the authorities
public record MutualTls(
    Mode mode,
    List<X509Certificate> authorities,
    List<CRL> revocations,
    boolean ignoreExpiry,
    boolean advertise) {
  public static final MutualTls OFF = new MutualTls(Mode.OFF, List.of(), List.of(), false, false);

  public MutualTls {
    authorities = List.copyOf(authorities);
    revocations = List.copyOf(revocations);
  }

  public enum Mode {
    OFF,
    PASSTHROUGH,
    VERIFY
  }

  /// @throws IllegalArgumentException when the trust store cannot be read
  public static MutualTls of(
      Listener.MutualAuthentication settings, @Nullable TrustStore trustStore) {
    return switch (settings.mode()) {
      case "passthrough" -> new MutualTls(Mode.PASSTHROUGH, List.of(), List.of(), true, false);
      case "verify" -> verify(settings, trustStore);
      default -> OFF;
    };
  }

  private static MutualTls verify(
      Listener.MutualAuthentication settings, @Nullable TrustStore trustStore) {
    if (trustStore == null) {
      throw new IllegalArgumentException("trust store of mutual TLS: none (expected: one)");
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> authorities = new ArrayList<>();
      for (var certificate : factory.generateCertificates(bytes(trustStore.caPem()))) {
        authorities.add((X509Certificate) certificate);
      }
      List<CRL> revocations = new ArrayList<>();
      for (String pem : trustStore.revocationsPem()) {
        revocations.addAll(factory.generateCRLs(bytes(pem)));
      }
      boolean advertise = settings.advertiseTrustStoreCaNames().filter("on"::equals).isPresent();
      return new MutualTls(
          Mode.VERIFY,
          authorities,
          revocations,
          settings.ignoreClientCertificateExpiry(),
          advertise);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "trust store " + trustStore.arn() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ByteArrayInputStream bytes(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
  }

  X509TrustManager trustManager() {
    return new Verifier(this);
  }

  private record Verifier(MutualTls rules) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (rules.mode == Mode.VERIFY) {
        ClientCertificateCheck.check(rules, List.of(chain));
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("only client certificates are verified here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return rules.advertise
          ? rules.authorities.toArray(X509Certificate[]::new)
          : new X509Certificate[0];
    }
  }
}
