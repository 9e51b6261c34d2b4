package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which sources may reach the targets of a TargetGroupBinding. As in the custom resource, but a
/// security group may be one of the same stack, whose id is not known yet.
public record BindingNetworking(List<Rule> ingress) {

  public BindingNetworking {
    ingress = List.copyOf(ingress);
  }

  /// Every source may reach every port.
  public record Rule(List<Peer> from, List<Port> ports) {
    public Rule {
      from = List.copyOf(from);
      ports = List.copyOf(ports);
    }
  }

  /// Exactly one of an address block and a security group.
  public record Peer(@Nullable IpBlock ipBlock, @Nullable SecurityGroup securityGroup) {

    public static Peer of(Token groupId) {
      return new Peer(null, new SecurityGroup(groupId));
    }

    public static Peer ofCidr(String cidr) {
      return new Peer(new IpBlock(cidr), null);
    }
  }

  /// An address block in CIDR notation.
  public record IpBlock(String cidr) {}

  /// A security group.
  public record SecurityGroup(@JsonProperty("groupID") Token groupId) {}

  /// A port by number or container port name; without one every port.
  ///
  /// @param protocol `TCP` or `UDP`
  public record Port(@Nullable String protocol, @Nullable IntOrString port) {}
}
