package dev.weir.proxy.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/// Makes TLS contexts: BoringSSL where it loads, the JDK elsewhere (whose handshakes cost 3.7 times
/// as much, see the performance notes).
final class ServerContexts {
  private static final List<String> CLASSIC = List.of("X25519", "P-256", "P-384", "P-521");

  private ServerContexts() {}

  static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }

  static SslContext build(
      PrivateKey key,
      X509Certificate[] chain,
      SecurityPolicy policy,
      MutualTls mutual,
      boolean http2)
      throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(key, chain)
            .sslProvider(provider())
            // Other types derive a key from a password, ten thousand rounds per certificate.
            .keyStoreType("JKS")
            // Without one, all authorities of the JDK are copied into every context.
            .trustManager(mutual.trustManager())
            .applicationProtocolConfig(alpn(http2));
    restrict(builder, policy);
    if (mutual.mode() != MutualTls.Mode.OFF) {
      builder.clientAuth(
          mutual.mode() == MutualTls.Mode.VERIFY ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
    }
    return builder.build();
  }

  private static void restrict(SslContextBuilder builder, SecurityPolicy policy) {
    List<String> ciphers = policy.ciphers().stream().map(CipherNames::iana).toList();
    builder.protocols(policy.protocols()).ciphers(ciphers, SupportedCipherSuiteFilter.INSTANCE);
    if (OpenSsl.isAvailable()) {
      builder.option(OpenSslContextOption.GROUPS, groups(policy));
    }
  }

  private static String[] groups(SecurityPolicy policy) {
    if (!policy.postQuantum()) {
      return CLASSIC.toArray(String[]::new);
    }
    return new String[] {"X25519MLKEM768", "X25519", "P-256", "P-384", "P-521"};
  }

  private static ApplicationProtocolConfig alpn(boolean http2) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        http2
            ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
            : List.of(ApplicationProtocolNames.HTTP_1_1));
  }

  /// The context for connections to targets, whose certificates are never verified, as with ALB.
  static SslContext forTargets(SecurityPolicy policy, boolean http2) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(provider())
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .endpointIdentificationAlgorithm(null);
      restrict(builder, policy);
      if (http2) {
        builder.applicationProtocolConfig(alpn(true));
      }
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException(
          "no TLS towards targets with " + policy.name() + ": " + e.getMessage(), e);
    }
  }
}
