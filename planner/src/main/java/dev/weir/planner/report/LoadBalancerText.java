package dev.weir.planner.report;

import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.LoadBalancerSpec.SubnetMapping;
import dev.weir.planner.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A load balancer in words.
final class LoadBalancerText {

  private final ResourceNames names;
  private final TextStyle style;
  private final Lines lines;

  LoadBalancerText(Stack stack, TextStyle style, Lines lines) {
    this.names = new ResourceNames(stack);
    this.style = style;
    this.lines = lines;
  }

  void write(LoadBalancerSpec spec) {
    lines.add(1, "Load balancer " + style.bold(spec.name()) + " (" + kind(spec) + ")");
    lines.addUnlessEmpty(
        2,
        "subnets: ",
        String.join(", ", spec.subnetMappings().stream().map(LoadBalancerText::subnet).toList()));
    lines.addUnlessEmpty(
        2,
        "security groups: ",
        String.join(", ", spec.securityGroups().stream().map(names::of).toList()));
    lines.addUnlessEmpty(2, "attributes: ", attributes(spec.loadBalancerAttributes()));
    var capacity = spec.minimumLoadBalancerCapacity();
    lines.addUnlessEmpty(
        2,
        "minimum capacity units: ",
        capacity == null ? "" : Integer.toString(capacity.capacityUnits()));
    lines.addUnlessEmpty(2, "customer-owned IPv4 pool: ", orEmpty(spec.customerOwnedIpv4Pool()));
    lines.addUnlessEmpty(2, "IPAM pool: ", orEmpty(spec.ipv4IpamPool()));
    lines.addUnlessEmpty(2, "tags: ", Lines.pairs(spec.tags()));
  }

  static String attributes(List<KeyValue> attributes) {
    return String.join(", ", attributes.stream().map(a -> a.key() + "=" + a.value()).toList());
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String kind(LoadBalancerSpec spec) {
    List<String> words = new ArrayList<>();
    words.add(spec.type());
    if (spec.scheme() != null) {
      words.add(spec.scheme());
    }
    if (spec.ipAddressType() != null) {
      words.add(spec.ipAddressType());
    }
    return String.join(", ", words);
  }

  private static String subnet(SubnetMapping mapping) {
    List<String> addresses = new ArrayList<>();
    for (String address :
        new String[] {
          orEmpty(mapping.allocationId()),
          orEmpty(mapping.privateIpv4Address()),
          orEmpty(mapping.ipv6Address()),
          orEmpty(mapping.sourceNatIpv6Prefix())
        }) {
      if (!address.isEmpty()) {
        addresses.add(address);
      }
    }
    return addresses.isEmpty()
        ? mapping.subnetId()
        : mapping.subnetId() + " (" + String.join(", ", addresses) + ")";
  }
}
