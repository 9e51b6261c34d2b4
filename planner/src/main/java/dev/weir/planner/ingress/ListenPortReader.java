package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.account.CertificateDiscovery;
import dev.weir.planner.account.NamedLookup;
import dev.weir.planner.annotation.ListenerAnnotations;
import dev.weir.planner.stack.ListenerSpec.MutualAuthentication;
import dev.weir.planner.stack.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ports that one Ingress opens, each with its certificates and access rules.
final class ListenPortReader {

  private final RequestedCertificates requestedCertificates;
  private final CertificateDiscovery discovery;
  private final MutualAuthenticationReader mutualAuthentication;

  ListenPortReader(PlanContext context, IngressTags tags) {
    this.requestedCertificates = new RequestedCertificates(context, tags);
    this.discovery = new CertificateDiscovery(context.environment());
    this.mutualAuthentication =
        new MutualAuthenticationReader(new NamedLookup(context.environment().account()));
  }

  SortedMap<Integer, ListenPortConfig> read(ClassifiedIngress ingress) {
    Optional<Token> requested = requestedCertificates.request(ingress);
    List<Token> explicit = explicitCertificates(ingress);
    if (explicit.isEmpty()) {
      explicit = requested.stream().toList();
    }
    SortedMap<Integer, String> ports = ListenPorts.of(ingress, !explicit.isEmpty());
    boolean opensHttps = ports.containsValue(ListenPortConfig.HTTPS);
    List<Token> certificates = opensHttps && explicit.isEmpty() ? discovered(ingress) : explicit;
    InboundSources sources = InboundSources.of(ingress);
    Optional<String> sslPolicy = sslPolicy(ingress);
    Map<Integer, MutualAuthentication> mutual =
        PlanError.naming(
            ListenerAnnotations.MUTUAL_AUTHENTICATION.key(),
            () -> mutualAuthentication.read(ingress));
    SortedMap<Integer, ListenPortConfig> configs = new TreeMap<>();
    ports.forEach((port, protocol) -> {
      boolean https = protocol.equals(ListenPortConfig.HTTPS);
      configs.put(
          port,
          new ListenPortConfig(
              protocol,
              sources.cidrsV4(),
              sources.cidrsV6(),
              sources.prefixLists(),
              https ? sslPolicy : Optional.empty(),
              https ? certificates : List.of(),
              https ? Optional.ofNullable(mutual.get(port)) : Optional.empty()));
    });
    return configs;
  }

  private static List<Token> explicitCertificates(ClassifiedIngress ingress) {
    List<String> imposed = ingress.params().spec().certificateArn();
    List<String> arns =
        imposed.isEmpty()
            ? ingress
                .annotations()
                .stringList(ListenerAnnotations.CERTIFICATE_ARN)
                .orElse(List.of())
            : imposed;
    return existing(arns);
  }

  private static Optional<String> sslPolicy(ClassifiedIngress ingress) {
    return MemberTexts.text(ingress, ListenerAnnotations.SSL_POLICY, params -> params.sslPolicy());
  }

  private List<Token> discovered(ClassifiedIngress ingress) {
    return PlanError.naming(
        ListenerAnnotations.CERTIFICATE_ARN.key(),
        () -> existing(discovery.discover(Hosts.of(ingress.ingress()))));
  }

  private static List<Token> existing(List<String> arns) {
    return arns.stream().<Token>map(Token.ExistingCertificate::new).toList();
  }
}
