package dev.weir.planner.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The spec of [TargetGroupBinding]. An absent text or object is null, an absent list is empty.
///
/// @param targetGroupArn the target group, unless `targetGroupName` names it
/// @param targetType `instance` or `ip`
/// @param networking which sources may reach the targets; null leaves security groups alone
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TargetGroupBindingSpec(
    @JsonProperty("targetGroupARN") @Nullable String targetGroupArn,
    @Nullable String targetGroupName,
    @Nullable Boolean multiClusterTargetGroup,
    @Nullable String targetType,
    @Nullable String targetGroupProtocol,
    ServiceReference serviceRef,
    @Nullable Networking networking,
    @Nullable LabelSelector nodeSelector,
    @Nullable String ipAddressType,
    @JsonProperty("vpcID") @Nullable String vpcId,
    @Nullable String iamRoleArnToAssume,
    @Nullable String assumeRoleExternalId) {

  public TargetGroupBindingSpec {
    serviceRef = serviceRef == null ? new ServiceReference("", new IntOrString(0)) : serviceRef;
  }

  /// A spec that sets nothing.
  public static TargetGroupBindingSpec empty() {
    return new TargetGroupBindingSpec(
        null,
        null,
        null,
        null,
        null,
        new ServiceReference("", new IntOrString(0)),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// A Service in the binding's namespace and one of its ports, by number or name.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ServiceReference(String name, IntOrString port) {
    public ServiceReference {
      name = Objects.requireNonNullElse(name, "");
    }
  }

  /// Sources and ports to open on the targets' security groups.
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Networking(List<NetworkingRule> ingress) {
    public Networking {
      ingress = ingress == null ? List.of() : List.copyOf(ingress);
    }
  }

  /// Every source may reach every port.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record NetworkingRule(List<NetworkingPeer> from, List<NetworkingPort> ports) {
    public NetworkingRule {
      from = from == null ? List.of() : List.copyOf(from);
      ports = ports == null ? List.of() : List.copyOf(ports);
    }
  }

  /// Exactly one of an address block and a security group.
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NetworkingPeer(@Nullable IpBlock ipBlock, @Nullable SecurityGroup securityGroup) {}

  /// An address block in CIDR notation.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record IpBlock(String cidr) {}

  /// A security group.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SecurityGroup(@JsonProperty("groupID") String groupId) {}

  /// A port by number or container port name; without one every port.
  ///
  /// @param protocol `TCP` (default) or `UDP`
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NetworkingPort(@Nullable String protocol, @Nullable IntOrString port) {}
}
