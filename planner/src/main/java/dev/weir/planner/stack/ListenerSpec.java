package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A listener of a load balancer.
///
/// @param certificates the default certificate first
/// @param sslPolicy only HTTPS and TLS
/// @param alpnPolicy only TLS
public record ListenerSpec(
    @JsonProperty("loadBalancerARN") Token loadBalancerArn,
    int port,
    String protocol,
    List<RuleAction> defaultActions,
    List<CertificateRef> certificates,
    @Nullable String sslPolicy,
    List<String> alpnPolicy,
    @Nullable MutualAuthentication mutualAuthentication,
    Map<String, String> tags,
    List<Attribute> listenerAttributes)
    implements ResourceSpec {

  public ListenerSpec {
    defaultActions = List.copyOf(defaultActions);
    certificates = List.copyOf(certificates);
    alpnPolicy = List.copyOf(alpnPolicy);
    tags = Map.copyOf(tags);
    listenerAttributes = List.copyOf(listenerAttributes);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.LISTENER;
  }

  /// A certificate of a listener.
  public record CertificateRef(@JsonProperty("certificateARN") Token certificateArn) {}

  /// How a listener treats client certificates.
  ///
  /// @param mode `off`, `passthrough` or `verify`
  /// @param trustStoreArn empty for `off` and `passthrough`
  public record MutualAuthentication(
      String mode,
      @Nullable String trustStoreArn,
      @Nullable Boolean ignoreClientCertificateExpiry,
      @Nullable String advertiseTrustStoreCaNames) {}

  /// A listener attribute; its JSON names begin with a capital letter, unlike those of [KeyValue].
  public record Attribute(@JsonProperty("Key") String key, @JsonProperty("Value") String value) {

    /// The entries sorted by key.
    public static List<Attribute> sorted(Map<String, String> entries) {
      return KeyValue.sorted(entries).stream().map(e -> new Attribute(e.key(), e.value())).toList();
    }
  }
}
