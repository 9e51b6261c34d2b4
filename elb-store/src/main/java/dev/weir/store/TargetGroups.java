package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.TargetGroup;
import java.util.Map;
import java.util.Optional;

/// Changes to target groups.
public final class TargetGroups {
  private final Transaction transaction;

  TargetGroups(Transaction transaction) {
    this.transaction = transaction;
  }

  /// Creates a target group. One that exists under this name with the same settings is returned as
  /// it is.
  ///
  /// @throws StoreException `DuplicateTargetGroupName`, `TooManyTargetGroups`
  public TargetGroup create(NewTargetGroup wanted, Map<String, String> tags) {
    Optional<TargetGroup> existing = find(wanted.name());
    if (existing.isPresent()) {
      return sameOrRefused(existing.get(), wanted);
    }
    int most = transaction.quota(Quota.TARGET_GROUPS);
    if (transaction.all(Tables.TARGET_GROUPS).size() >= most) {
      throw new StoreException(
          StoreError.TOO_MANY_TARGET_GROUPS,
          "The maximum number of target groups '" + most + "' has been reached");
    }
    Arn arn =
        Arn.targetGroup(
            transaction.region(), transaction.account(), wanted.name(), transaction.newId(16));
    TargetGroup created = wanted.as(arn, Map.of());
    transaction.put(Tables.TARGET_GROUPS, created);
    transaction.tags().add(arn.value(), tags);
    return created;
  }

  private static TargetGroup sameOrRefused(TargetGroup existing, NewTargetGroup wanted) {
    if (wanted.as(existing.arn(), existing.attributes()).equals(existing)) {
      return existing;
    }
    throw new StoreException(
        StoreError.DUPLICATE_TARGET_GROUP_NAME,
        "A target group with the same name '"
            + wanted.name()
            + "' exists, but with different settings");
  }

  private Optional<TargetGroup> find(String name) {
    return transaction.all(Tables.TARGET_GROUPS).values().stream()
        .filter(group -> group.name().equals(name))
        .findFirst();
  }

  /// @throws StoreException `TargetGroupNotFound`
  public TargetGroup get(Arn arn) {
    return transaction
        .find(Tables.TARGET_GROUPS, arn.value())
        .orElseThrow(() ->
            new StoreException(
                StoreError.TARGET_GROUP_NOT_FOUND, "One or more target groups not found"));
  }

  /// Stores a changed target group.
  public TargetGroup update(TargetGroup changed) {
    get(changed.arn());
    transaction.put(Tables.TARGET_GROUPS, changed);
    return changed;
  }

  /// Deletes a target group with its targets; nothing happens when it is not there.
  ///
  /// @throws StoreException `ResourceInUse` while a listener or rule forwards to it
  public void delete(Arn arn) {
    if (transaction.find(Tables.TARGET_GROUPS, arn.value()).isEmpty()) {
      return;
    }
    if (!References.loadBalancersOf(transaction, arn).isEmpty()) {
      throw new StoreException(
          StoreError.RESOURCE_IN_USE,
          "Target group '" + arn + "' is currently in use by a listener or a rule");
    }
    transaction.remove(Tables.TARGETS, arn.value());
    transaction.remove(Tables.TARGET_GROUPS, arn.value());
    transaction.tags().forget(arn.value());
  }
}
