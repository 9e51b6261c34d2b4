package dev.weir.planner.account;

import dev.weir.planner.PlanError;
import dev.weir.planner.Vpc;
import dev.weir.planner.Vpc.SecurityGroup;
import java.util.ArrayList;
import java.util.List;

/// Finds security groups by id (`sg-...`) or by their `Name` tag.
public final class SecurityGroupLookup {

  private static final String ID_PREFIX = "sg-";

  private final Vpc vpc;

  public SecurityGroupLookup(Vpc vpc) {
    this.vpc = vpc;
  }

  /// The ids of the groups: first those that were given by id, then those found by name, each in
  /// the order in which EC2 returns them.
  ///
  /// @throws PlanError when one is missing: `couldn't find all security groups: ...`
  public List<String> resolve(List<String> namesOrIds) {
    List<String> ids =
        namesOrIds.stream().filter(text -> text.startsWith(ID_PREFIX)).distinct().toList();
    List<String> names =
        namesOrIds.stream().filter(text -> !text.startsWith(ID_PREFIX)).distinct().toList();
    List<String> errors = new ArrayList<>();
    List<String> resolved = new ArrayList<>(byIds(ids, errors));
    resolved.addAll(byNames(names, errors));
    if (!errors.isEmpty()) {
      throw PlanError.of("couldn't find all security groups: " + String.join(", ", errors));
    }
    return resolved;
  }

  private List<String> byIds(List<String> ids, List<String> errors) {
    List<String> known = vpc.securityGroups().stream().map(SecurityGroup::id).toList();
    ids.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(id ->
            errors.add("InvalidGroup.NotFound: The security group '" + id + "' does not exist"));
    return known.stream().filter(ids::contains).toList();
  }

  private List<String> byNames(List<String> names, List<String> errors) {
    List<SecurityGroup> found =
        vpc.securityGroups().stream().filter(group -> names.contains(nameOf(group))).toList();
    List<String> foundNames = found.stream().map(SecurityGroupLookup::nameOf).distinct().toList();
    if (foundNames.size() != names.size()) {
      errors.add(
          "requested names ["
              + String.join(", ", names)
              + "] but found ["
              + String.join(", ", foundNames)
              + "]");
    }
    return found.stream().map(SecurityGroup::id).toList();
  }

  private static String nameOf(SecurityGroup group) {
    return group.tags().getOrDefault("Name", "");
  }
}
