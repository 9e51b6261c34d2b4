package dev.weir.elb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A listener: one protocol and port of a load balancer.
///
/// @param port 1 to 65535, unique within the load balancer
/// @param certificates the default certificate first, then those chosen by SNI; empty unless secure
/// @param sslPolicy the name of a security policy, null unless secure
/// @param attributes only the attributes that were set; see {@link ListenerAttributes}
public record Listener(
    Arn arn,
    Arn loadBalancerArn,
    int port,
    ListenerProtocol protocol,
    List<RuleAction> defaultActions,
    List<Arn> certificates,
    @Nullable String sslPolicy,
    Optional<String> alpnPolicy,
    Optional<MutualAuthentication> mutualAuthentication,
    Map<String, String> attributes) {

  public Listener {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("listener port: " + port + " (expected: 1 to 65535)");
    }
    defaultActions = List.copyOf(defaultActions);
    certificates = List.copyOf(certificates);
    attributes = Attributes.sorted(attributes);
  }

  /// How client certificates are treated.
  ///
  /// @param mode `off`, `passthrough` or `verify`
  public record MutualAuthentication(
      String mode,
      Optional<Arn> trustStoreArn,
      boolean ignoreClientCertificateExpiry,
      Optional<String> advertiseTrustStoreCaNames) {}

  /// The name of the default rule, which the API lists among the rules. It follows from the name of
  /// the listener.
  public Arn defaultRuleArn() {
    String id = arn.value().substring(arn.value().lastIndexOf('/') + 1);
    return arn.rule(new StringBuilder(id).reverse().toString());
  }

  /// The value of an attribute, or the default for this listener's protocol, or empty.
  public String attribute(String key) {
    String set = attributes.get(key);
    if (set != null) {
      return set;
    }
    return ListenerAttributes.of(protocol).stream()
        .filter(definition -> definition.key().equals(key))
        .map(AttributeDefinition::defaultValue)
        .findFirst()
        .orElse("");
  }
}
