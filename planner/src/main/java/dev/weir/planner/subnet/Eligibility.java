package dev.weir.planner.subnet;

import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.Subnet;
import java.util.ArrayList;
import java.util.List;

/// Discovered subnets, and why some of them were left out. A subnet is counted for the first reason
/// only.
///
/// @param evaluated how many were looked at
record Eligibility(
    List<Subnet> eligible, int evaluated, int otherCluster, int fewAddresses, int withoutIpv6) {

  private static final int MINIMUM_ADDRESSES = 8;
  private static final String CLUSTER_TAG_PREFIX = "kubernetes.io/cluster";

  static Eligibility of(List<Subnet> subnets, Environment environment, SubnetRequest request) {
    List<Subnet> eligible = new ArrayList<>();
    int otherCluster = 0;
    int fewAddresses = 0;
    int withoutIpv6 = 0;
    for (Subnet subnet : subnets) {
      if (isOfOtherCluster(subnet, environment)) {
        otherCluster++;
      } else if (subnet.availableIps() < MINIMUM_ADDRESSES) {
        fewAddresses++;
      } else if (request.needsIpv6() && subnet.ipv6Cidr() == null) {
        withoutIpv6++;
      } else {
        eligible.add(subnet);
      }
    }
    return new Eligibility(eligible, subnets.size(), otherCluster, fewAddresses, withoutIpv6);
  }

  static boolean isTaggedFor(Subnet subnet, String clusterName) {
    return subnet.tags().containsKey(CLUSTER_TAG_PREFIX + "/" + clusterName);
  }

  /// Why no subnet is eligible.
  String refusal(SubnetRequest request) {
    String text =
        "unable to resolve at least one subnet. Evaluated "
            + evaluated
            + " subnets: "
            + otherCluster
            + " are tagged for other clusters, ";
    String few = fewAddresses + " have insufficient available IP addresses";
    return request.needsIpv6()
        ? text
            + few
            + ", and "
            + withoutIpv6
            + " don't have an associated IPv6 CIDR block, which is required for "
            + request.ipAddressType()
            + " load balancers"
        : text + "and " + few;
  }

  private static boolean isOfOtherCluster(Subnet subnet, Environment environment) {
    return environment.isEnabled(FeatureGate.SUBNETS_CLUSTER_TAG_CHECK)
        && !isTaggedFor(subnet, environment.clusterName())
        && subnet.tags().keySet().stream().anyMatch(key -> key.startsWith(CLUSTER_TAG_PREFIX));
  }
}
