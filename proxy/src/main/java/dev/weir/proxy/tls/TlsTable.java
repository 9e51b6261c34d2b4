package dev.weir.proxy.tls;

import dev.weir.elb.Certificate;
import dev.weir.elb.Listener;
import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;

/// The certificates of a listener by the names they are valid for. Immutable; a change of
/// certificates makes a new table, and connections under way keep the context they began with.
public final class TlsTable {
  private final List<TlsIdentity> all;
  private final Map<String, List<TlsIdentity>> byName;
  private final CertificateFit fit;

  private TlsTable(
      List<TlsIdentity> all, Map<String, List<TlsIdentity>> byName, CertificateFit fit) {
    this.all = List.copyOf(all);
    this.byName = Map.copyOf(byName);
    this.fit = fit;
  }

  /// @param certificates the default first; not empty
  /// @throws IllegalArgumentException when a certificate or its key cannot be used
  public static TlsTable compile(
      Listener listener,
      List<Certificate> certificates,
      MutualTls mutual,
      TicketKeys tickets,
      boolean http2) {
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          "certificates of " + listener.arn() + ": none (expected: at least the default)");
    }
    String policyName = listener.sslPolicy();
    SecurityPolicy policy = SecurityPolicy.named(policyName == null ? "" : policyName);
    List<TlsIdentity> all = new ArrayList<>();
    Map<String, List<TlsIdentity>> byName = new HashMap<>();
    for (Certificate certificate : certificates) {
      TlsIdentity identity = identity(certificate, policy, mutual, tickets, http2);
      all.add(identity);
      for (String name : certificate.names()) {
        byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(identity);
      }
    }
    return new TlsTable(all, byName, CertificateFit.of(policy));
  }

  private static TlsIdentity identity(
      Certificate certificate,
      SecurityPolicy policy,
      MutualTls mutual,
      TicketKeys tickets,
      boolean http2) {
    try {
      X509Certificate[] chain = chain(certificate.chainPem());
      X509Certificate leaf = chain[0];
      PrivateKey key = PemKey.read(certificate.keyPem(), leaf.getPublicKey().getAlgorithm());
      SslContext context = ServerContexts.build(key, chain, policy, mutual, http2);
      if (mutual.mode() == MutualTls.Mode.OFF) {
        tickets.install(context);
      }
      return TlsIdentity.of(certificate, leaf, context);
    } catch (GeneralSecurityException | SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "certificate " + certificate.arn() + " cannot be served: " + e.getMessage(), e);
    }
  }

  private static X509Certificate[] chain(String pem) throws GeneralSecurityException {
    InputStream text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    X509Certificate[] chain =
        CertificateFactory.getInstance("X.509").generateCertificates(text).stream()
            .map(X509Certificate.class::cast)
            .toArray(X509Certificate[]::new);
    if (chain.length == 0) {
      throw new CertificateException("its chain holds no certificate");
    }
    return chain;
  }

  /// The certificate for a client: of those for its server name the best that it and the policy can
  /// use, else the default.
  public TlsIdentity choose(ClientHello hello, Instant now) {
    List<TlsIdentity> candidates = candidates(hello.serverName());
    if (candidates.isEmpty()) {
      return all.getFirst();
    }
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    Comparator<TlsIdentity> best =
        Comparator.comparing((TlsIdentity one) -> fit.serves(one, hello))
            .thenComparing(TlsIdentity::ecdsa)
            .thenComparing(one -> one.notAfter().isAfter(now))
            .thenComparing(TlsIdentity::strength)
            .thenComparing(TlsIdentity::notAfter);
    return candidates.stream().max(best).orElse(all.getFirst());
  }

  /// Whether some certificate, other than by default, is for this name.
  public boolean covers(String serverName) {
    return !candidates(serverName).isEmpty();
  }

  private List<TlsIdentity> candidates(String serverName) {
    if (serverName.isEmpty()) {
      return List.of();
    }
    List<TlsIdentity> found = new ArrayList<>(byName.getOrDefault(serverName, List.of()));
    int dot = serverName.indexOf('.');
    if (dot > 0) {
      found.addAll(byName.getOrDefault("*" + serverName.substring(dot), List.of()));
    }
    return found;
  }
}
