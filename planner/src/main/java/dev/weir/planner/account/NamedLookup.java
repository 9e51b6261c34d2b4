package dev.weir.planner.account;

import dev.weir.planner.AccountInventory;
import dev.weir.planner.AccountInventory.Named;
import dev.weir.planner.PlanError;
import java.util.List;
import java.util.Optional;

/// Finds the ARN behind a name.
public final class NamedLookup {

  private final AccountInventory account;

  public NamedLookup(AccountInventory account) {
    this.account = account;
  }

  /// @throws PlanError `couldn't find TrustStore with name <name>`
  public String trustStoreArn(String name) {
    return find(account.trustStores(), name)
        .orElseThrow(() -> PlanError.of("couldn't find TrustStore with name " + name));
  }

  /// @throws PlanError `expecting a single targetGroup with query [<name>] but got <count>`
  public String targetGroupArn(String name) {
    List<String> arns =
        account.targetGroups().stream()
            .filter(group -> group.name().equals(name))
            .map(Named::arn)
            .toList();
    if (arns.size() != 1) {
      throw PlanError.of(
          "expecting a single targetGroup with query [" + name + "] but got " + arns.size());
    }
    return arns.getFirst();
  }

  /// @throws PlanError `couldn't find WAFv2 WebACL with name: <name>`
  public String webAclArn(String name) {
    return find(account.webAcls(), name)
        .orElseThrow(() -> PlanError.of("couldn't find WAFv2 WebACL with name: " + name));
  }

  private static Optional<String> find(List<Named> objects, String name) {
    return objects.stream()
        .filter(object -> object.name().equals(name))
        .map(Named::arn)
        .findFirst();
  }
}
