package dev.weir.kube.store;

import java.util.OptionalLong;

/// How an object is deleted.
///
/// @param uid precondition, "" for none
/// @param resourceVersion precondition, "" for none
/// @param graceSeconds empty for the object's own grace period
/// @param dryRun everything but the commit
public record DeleteOptions(
    String uid,
    String resourceVersion,
    OptionalLong graceSeconds,
    Propagation propagation,
    boolean dryRun) {
  /// With the object's own grace period; dependents go afterwards.
  public static final DeleteOptions BACKGROUND =
      new DeleteOptions("", "", OptionalLong.empty(), Propagation.BACKGROUND, false);

  /// At once, without grace; finalizers still hold.
  public static final DeleteOptions NOW =
      new DeleteOptions("", "", OptionalLong.of(0), Propagation.BACKGROUND, false);

  /// What happens to objects that name the deleted one as owner.
  public enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }
}
