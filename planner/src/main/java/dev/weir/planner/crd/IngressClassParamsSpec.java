package dev.weir.planner.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The spec of [IngressClassParams]. An absent text or object is null, an absent list is empty.
///
/// @param sslRedirectPort a number as text; anything else switches the redirect off
/// @param prefixListsIDsLegacy the field's old spelling `PrefixListsIDs`, read when the new one is
///   empty
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IngressClassParamsSpec(
    @Nullable String loadBalancerName,
    List<String> certificateArn,
    @Nullable LabelSelector namespaceSelector,
    @Nullable Group group,
    @Nullable String scheme,
    List<String> inboundCIDRs,
    @Nullable String sslPolicy,
    @Nullable String sslRedirectPort,
    @Nullable SubnetSelector subnets,
    @Nullable String ipAddressType,
    List<KeyValue> tags,
    @Nullable String targetType,
    List<KeyValue> loadBalancerAttributes,
    List<Listener> listeners,
    @Nullable MinimumLoadBalancerCapacity minimumLoadBalancerCapacity,
    @Nullable IpamConfiguration ipamConfiguration,
    @JsonProperty("prefixListsIDs") List<String> prefixListsIDs,
    @JsonProperty("PrefixListsIDs") List<String> prefixListsIDsLegacy,
    @Nullable String wafv2AclArn,
    @Nullable String wafv2AclName) {

  public IngressClassParamsSpec {
    certificateArn = copy(certificateArn);
    inboundCIDRs = copy(inboundCIDRs);
    tags = copy(tags);
    loadBalancerAttributes = copy(loadBalancerAttributes);
    listeners = copy(listeners);
    prefixListsIDs = copy(prefixListsIDs);
    prefixListsIDsLegacy = copy(prefixListsIDsLegacy);
  }

  /// A spec that sets nothing.
  public static IngressClassParamsSpec empty() {
    return new IngressClassParamsSpec(
        null, List.of(), null, null, null, List.of(), null, null, null, null, List.of(), null,
        List.of(), List.of(), null, null, List.of(), List.of(), null, null);
  }

  // Jackson hands null for an absent list.
  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /// The group that every Ingress of the class joins.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Group(String name) {
    public Group {
      name = Objects.requireNonNullElse(name, "");
    }
  }

  /// A tag or an attribute.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record KeyValue(String key, String value) {
    public KeyValue {
      key = Objects.requireNonNullElse(key, "");
      value = Objects.requireNonNullElse(value, "");
    }
  }

  /// Either `ids` or `tags` selects the subnets of the load balancer.
  ///
  /// @param tags for each tag key the values that match
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record SubnetSelector(List<String> ids, Map<String, List<String>> tags) {
    public SubnetSelector {
      ids = copy(ids);
      tags = tags == null ? Map.of() : Map.copyOf(tags);
    }
  }

  /// Attributes of the listener with this protocol and port.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Listener(String protocol, int port, List<KeyValue> listenerAttributes) {
    public Listener {
      protocol = Objects.requireNonNullElse(protocol, "");
      listenerAttributes = copy(listenerAttributes);
    }
  }

  /// Reserved capacity; 0 resets it.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record MinimumLoadBalancerCapacity(int capacityUnits) {}

  /// The IPAM pool that public IPv4 addresses come from.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record IpamConfiguration(
      @JsonProperty("ipv4IPAMPoolId") @Nullable String ipv4IpamPoolId) {}
}
