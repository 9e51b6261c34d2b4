package dev.weir.planner.subnet;

import dev.weir.planner.Environment;
import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import dev.weir.planner.crd.IngressClassParamsSpec.SubnetSelector;
import java.util.List;

/// Resolves the subnets of a load balancer: by discovery, by a list of ids and names, or by a
/// selector.
///
/// Every method throws a [PlanError] with the controller's text when the subnets do not fit.
public final class SubnetResolver {

  private final Environment environment;

  public SubnetResolver(Environment environment) {
    this.environment = environment;
  }

  /// The subnets that role tags, or else route tables, mark for this scheme; one per zone, sorted
  /// by id.
  public List<Subnet> discover(SubnetRequest request) {
    List<Subnet> candidates = new SubnetDiscovery(environment).candidates(request);
    return choose(candidates, request);
  }

  /// The subnets with these ids (`subnet-...`) or `Name` tags, in the order of the list.
  public List<Subnet> byNamesOrIds(List<String> namesOrIds, SubnetRequest request) {
    List<Subnet> subnets = new SubnetLookup(environment).byNamesOrIds(namesOrIds);
    validate(subnets, request);
    return subnets;
  }

  /// The subnets with these ids, in the order in which EC2 returns them.
  public List<Subnet> byIds(List<String> ids, SubnetRequest request) {
    List<Subnet> subnets = new SubnetLookup(environment).byIds(ids);
    validate(subnets, request);
    return subnets;
  }

  /// The subnets that an IngressClassParams selects.
  public List<Subnet> bySelector(SubnetSelector selector, SubnetRequest request) {
    if (!selector.ids().isEmpty()) {
      return byIds(selector.ids(), request);
    }
    return choose(new SubnetLookup(environment).byTags(selector.tags()), request);
  }

  private List<Subnet> choose(List<Subnet> candidates, SubnetRequest request) {
    Eligibility eligibility = Eligibility.of(candidates, environment, request);
    List<Subnet> chosen =
        SubnetDiscovery.onePerZone(eligibility.eligible(), environment.clusterName());
    if (chosen.isEmpty()) {
      throw PlanError.of(eligibility.refusal(request));
    }
    SubnetRules.requireCount(
        chosen, SubnetRules.requireOneLocale(chosen), request, environment.gates());
    return chosen;
  }

  private void validate(List<Subnet> subnets, SubnetRequest request) {
    if (subnets.isEmpty()) {
      throw PlanError.of("unable to resolve at least one subnet");
    }
    SubnetRules.requireOnePerZone(subnets);
    String locale = SubnetRules.requireOneLocale(subnets);
    SubnetRules.requireCount(subnets, locale, request, environment.gates());
    SubnetRules.requireIpv6(subnets, request);
  }
}
