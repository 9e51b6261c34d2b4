package dev.weir.planner.subnet;

import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.Subnet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds subnets that nobody named.
final class SubnetDiscovery {

  private static final String PUBLIC_ROLE = "kubernetes.io/role/elb";
  private static final String PRIVATE_ROLE = "kubernetes.io/role/internal-elb";

  private final Environment environment;

  SubnetDiscovery(Environment environment) {
    this.environment = environment;
  }

  /// Subnets of the VPC with the role tag of the scheme; without any, those whose routes fit the
  /// scheme.
  List<Subnet> candidates(SubnetRequest request) {
    List<Subnet> ofVpc = SubnetLookup.ofVpc(environment.vpc());
    String role = request.isInternetFacing() ? PUBLIC_ROLE : PRIVATE_ROLE;
    List<Subnet> tagged = ofVpc.stream().filter(subnet -> hasRole(subnet, role)).toList();
    if (!tagged.isEmpty() || !environment.isEnabled(FeatureGate.SUBNET_DISCOVERY_BY_REACHABILITY)) {
      return tagged;
    }
    return ofVpc.stream()
        .filter(subnet -> subnet.isPublic() == request.isInternetFacing())
        .toList();
  }

  /// For each zone the subnet that is tagged for the cluster, then the one with the lowest id;
  /// sorted by id.
  static List<Subnet> onePerZone(List<Subnet> subnets, String clusterName) {
    Comparator<Subnet> preference =
        Comparator.comparing((Subnet subnet) -> !Eligibility.isTaggedFor(subnet, clusterName))
            .thenComparing(Subnet::id);
    Map<String, Subnet> chosen = new TreeMap<>();
    for (Subnet subnet : subnets) {
      chosen.merge(
          subnet.zone().availabilityZone(),
          subnet,
          (a, b) -> preference.compare(a, b) <= 0 ? a : b);
    }
    return chosen.values().stream().sorted(Comparator.comparing(Subnet::id)).toList();
  }

  private static boolean hasRole(Subnet subnet, String role) {
    String value = subnet.tags().get(role);
    return value != null && (value.isEmpty() || value.equals("1"));
  }
}
