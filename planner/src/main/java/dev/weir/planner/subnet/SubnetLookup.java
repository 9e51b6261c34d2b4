package dev.weir.planner.subnet;

import dev.weir.planner.Environment;
import dev.weir.planner.PlanError;
import dev.weir.planner.Subnet;
import dev.weir.planner.Vpc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Finds subnets that somebody named.
final class SubnetLookup {

  private final Environment environment;

  SubnetLookup(Environment environment) {
    this.environment = environment;
  }

  static List<Subnet> ofVpc(Vpc vpc) {
    return vpc.subnets().stream().filter(subnet -> subnet.vpcId().equals(vpc.id())).toList();
  }

  /// In the order of the list. A name that is repeated takes the next subnet, by id, that has it.
  List<Subnet> byNamesOrIds(List<String> namesOrIds) {
    for (String text : namesOrIds) {
      if (isId(text)) {
        requireExists(text, "failed to list subnets by names or IDs");
      }
    }
    Map<String, Integer> used = new HashMap<>();
    requireNames(namesOrIds.stream().filter(text -> !isId(text)).toList());
    List<Subnet> subnets = new ArrayList<>();
    for (String text : namesOrIds) {
      if (isId(text)) {
        byId(text).ifPresent(subnets::add);
      } else {
        subnets.add(named(text).get(used.merge(text, 1, Integer::sum) - 1));
      }
    }
    return subnets;
  }

  List<Subnet> byIds(List<String> ids) {
    ids.forEach(id -> requireExists(id, "failed to list subnets by IDs"));
    return environment.vpc().subnets().stream()
        .filter(subnet -> ids.contains(subnet.id()))
        .toList();
  }

  /// Subnets of the VPC that have, for every key, one of its values.
  List<Subnet> byTags(Map<String, List<String>> tags) {
    return ofVpc(environment.vpc()).stream()
        .filter(subnet ->
            tags.entrySet().stream()
                .allMatch(tag -> {
                  String value = subnet.tags().get(tag.getKey());
                  return value != null && tag.getValue().contains(value);
                }))
        .toList();
  }

  private void requireNames(List<String> names) {
    TreeSet<String> missing = new TreeSet<>(names);
    missing.removeIf(name -> !named(name).isEmpty());
    if (!missing.isEmpty()) {
      throw PlanError.of(
          "failed to list subnets by names or IDs: couldn't find all subnets, missing names: ["
              + String.join(" ", missing)
              + "]");
    }
    Map<String, Integer> requested = new HashMap<>();
    names.forEach(name -> requested.merge(name, 1, Integer::sum));
    for (String name : new TreeSet<>(names)) {
      int found = named(name).size();
      if (requested.getOrDefault(name, 0) > found) {
        throw PlanError.of(
            "failed to list subnets by names or IDs: subnet with Name tag \"%s\" requested %d times but only %d subnet(s) found with that name"
                .formatted(name, requested.get(name), found));
      }
    }
  }

  private void requireExists(String id, String context) {
    if (byId(id).isEmpty()) {
      throw PlanError.of(
          context + ": InvalidSubnetID.NotFound: The subnet ID '" + id + "' does not exist");
    }
  }

  private Optional<Subnet> byId(String id) {
    return environment.vpc().subnets().stream()
        .filter(subnet -> subnet.id().equals(id))
        .findFirst();
  }

  private List<Subnet> named(String name) {
    return ofVpc(environment.vpc()).stream()
        .filter(subnet -> name.equals(subnet.tags().get("Name")))
        .sorted(Comparator.comparing(Subnet::id))
        .toList();
  }

  private static boolean isId(String text) {
    return text.startsWith("subnet-");
  }
}
