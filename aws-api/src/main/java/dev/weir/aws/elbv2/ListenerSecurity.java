package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.elb.Arn;
import dev.weir.elb.AttributeDefinition;
import dev.weir.elb.Listener;
import dev.weir.elb.Listener.MutualAuthentication;
import dev.weir.elb.ListenerAttributes;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;

/// What a listener that ends TLS has and others have not.
record ListenerSecurity(
    List<Arn> certificates,
    @Nullable String sslPolicy,
    Optional<String> alpnPolicy,
    Optional<MutualAuthentication> mutualAuthentication) {
  private static final ListenerSecurity NONE =
      new ListenerSecurity(List.of(), null, Optional.empty(), Optional.empty());

  static void checkProtocol(LoadBalancer loadBalancer, ListenerProtocol protocol) {
    boolean application = loadBalancer.type() == LoadBalancerType.APPLICATION;
    if (application != protocol.isHttp()) {
      String allowed = application ? "HTTP, HTTPS" : "TCP, UDP, TCP_UDP, TLS, QUIC, TCP_QUIC";
      throw Checks.invalid("Listener protocol '" + protocol + "' must be one of '" + allowed + "'");
    }
  }

  static ListenerSecurity of(
      ListenerProtocol protocol,
      List<Arn> certificates,
      @Nullable String sslPolicy,
      List<String> alpnPolicy,
      @Nullable MutualAuthenticationAttributes mutual) {
    if (!protocol.isSecure()) {
      refuse(!certificates.isEmpty(), "Certificates", protocol);
      refuse(sslPolicy != null, "An SSL policy", protocol);
      refuse(mutual != null && !"off".equals(mutual.mode()), "Mutual authentication", protocol);
      return NONE;
    }
    if (certificates.isEmpty()) {
      throw Checks.invalid("A certificate must be specified for " + protocol + " listeners");
    }
    if (certificates.size() > 1) {
      throw new AwsException(
          "TooManyCertificates", "Exactly one default certificate must be specified");
    }
    return new ListenerSecurity(
        certificates,
        policy(sslPolicy == null ? SslPolicies.API_DEFAULT : sslPolicy),
        alpn(protocol, alpnPolicy),
        mutual(protocol, mutual));
  }

  private static void refuse(boolean given, String what, ListenerProtocol protocol) {
    if (given) {
      throw Checks.invalid(what + " cannot be specified for " + protocol + " listeners");
    }
  }

  /// What is not named stays; going from a secure protocol to another drops everything.
  static ListenerSecurity modified(
      Listener before, ListenerProtocol protocol, ModifyListenerRequest request) {
    List<Arn> given = certificates(request.certificates());
    if (!protocol.isSecure()) {
      return of(
          protocol,
          given,
          request.sslPolicy(),
          request.alpnPolicy(),
          request.mutualAuthentication());
    }
    if (!before.protocol().isSecure() && request.sslPolicy() == null) {
      throw Checks.invalid(
          "A security policy and a certificate must be specified when the protocol is changed to "
              + protocol);
    }
    List<Arn> first = before.certificates().stream().limit(1).toList();
    ListenerSecurity checked =
        of(
            protocol,
            given.isEmpty() ? first : given,
            request.sslPolicy() == null ? before.sslPolicy() : request.sslPolicy(),
            request.hasAlpnPolicy() ? request.alpnPolicy() : before.alpnPolicy().stream().toList(),
            request.mutualAuthentication());
    List<Arn> all = new ArrayList<>(checked.certificates());
    before.certificates().stream().skip(1).forEach(all::add);
    return new ListenerSecurity(
        all,
        checked.sslPolicy(),
        checked.alpnPolicy(),
        request.mutualAuthentication() == null
            ? before.mutualAuthentication()
            : checked.mutualAuthentication());
  }

  static List<Arn> certificates(List<Certificate> certificates) {
    List<Arn> arns = new ArrayList<>();
    for (Certificate certificate : certificates) {
      if (Boolean.TRUE.equals(certificate.isDefault())) {
        throw Checks.invalid("'IsDefault' cannot be specified for a certificate");
      }
      arns.add(certificateArn(certificate));
    }
    return arns;
  }

  static Arn certificateArn(Certificate certificate) {
    try {
      return Arn.of(String.valueOf(certificate.certificateArn()));
    } catch (IllegalArgumentException e) {
      throw Checks.invalid("Certificate ARN '" + certificate.certificateArn() + "' is not valid");
    }
  }

  private static String policy(String name) {
    if (SslPolicies.find(name).isEmpty()) {
      throw new AwsException("SSLPolicyNotFound", "SSL policy '" + name + "' not found");
    }
    return name;
  }

  private static Optional<String> alpn(ListenerProtocol protocol, List<String> policies) {
    if (policies.isEmpty() || protocol == ListenerProtocol.HTTPS) {
      return Optional.empty();
    }
    List<String> known =
        List.of("None", "HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred");
    if (policies.size() > 1 || !known.contains(policies.getFirst())) {
      throw new AwsException(
          "ALPNPolicyNotFound", "ALPN policy '" + String.join(", ", policies) + "' not found");
    }
    return Optional.of(policies.getFirst());
  }

  private static Optional<MutualAuthentication> mutual(
      ListenerProtocol protocol, @Nullable MutualAuthenticationAttributes mutual) {
    if (mutual == null) {
      return Optional.empty();
    }
    String mode = Checks.oneOf(mutual.mode(), "mode", "off", "off", "passthrough", "verify");
    if (protocol != ListenerProtocol.HTTPS) {
      refuse(!mode.equals("off"), "Mutual authentication", protocol);
      return Optional.empty();
    }
    boolean verify = mode.equals("verify");
    if (verify != (mutual.trustStoreArn() != null)) {
      throw Checks.invalid(
          verify
              ? "A trust store ARN must be specified for mutual authentication mode 'verify'"
              : "A trust store ARN cannot be specified for mutual authentication mode '"
                  + mode
                  + "'");
    }
    return Optional.of(
        new MutualAuthentication(
            mode,
            Optional.ofNullable(mutual.trustStoreArn()).map(arn -> Checks.arn(arn, "truststore")),
            Boolean.TRUE.equals(mutual.ignoreClientCertificateExpiry()),
            Optional.ofNullable(mutual.advertiseTrustStoreCaNamesAsString())));
  }

  /// The attributes that a listener still has after its protocol has changed.
  static Map<String, String> keptAttributes(Listener before, ListenerProtocol protocol) {
    Map<String, String> kept = new TreeMap<>(before.attributes());
    kept.keySet()
        .retainAll(ListenerAttributes.of(protocol).stream().map(AttributeDefinition::key).toList());
    return kept;
  }
}
