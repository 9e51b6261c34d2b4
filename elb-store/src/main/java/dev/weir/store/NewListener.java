package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.RuleAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a listener is created from; see {@link Listener} for the fields.
public record NewListener(
    Arn loadBalancerArn,
    int port,
    ListenerProtocol protocol,
    List<RuleAction> defaultActions,
    List<Arn> certificates,
    @Nullable String sslPolicy,
    Optional<String> alpnPolicy,
    Optional<Listener.MutualAuthentication> mutualAuthentication) {
  public NewListener {
    defaultActions = List.copyOf(defaultActions);
    certificates = List.copyOf(certificates);
  }

  Listener as(Arn arn) {
    return new Listener(
        arn,
        loadBalancerArn,
        port,
        protocol,
        defaultActions,
        certificates,
        sslPolicy,
        alpnPolicy,
        mutualAuthentication,
        Map.of());
  }

  /// Whether creating it again would lead to this listener, certificates for SNI left aside.
  boolean describes(Listener existing) {
    Listener wanted = as(existing.arn());
    return wanted.port() == existing.port()
        && wanted.protocol() == existing.protocol()
        && wanted.defaultActions().equals(existing.defaultActions())
        && first(wanted.certificates()).equals(first(existing.certificates()))
        && java.util.Objects.equals(wanted.sslPolicy(), existing.sslPolicy())
        && wanted.alpnPolicy().equals(existing.alpnPolicy())
        && wanted.mutualAuthentication().equals(existing.mutualAuthentication());
  }

  private static Optional<Arn> first(List<Arn> certificates) {
    return certificates.stream().findFirst();
  }
}
