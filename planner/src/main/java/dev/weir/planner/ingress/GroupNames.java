package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GroupAnnotations;
import dev.weir.planner.name.Utf8;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which group an Ingress belongs to, and its place in it.
final class GroupNames {

  private static final Pattern NAME = Pattern.compile("([a-z0-9][-a-z0-9.]*)?[a-z0-9]");
  private static final int MAX_NAME_LENGTH = 63;
  private static final int MAX_ORDER = 1000;

  private GroupNames() {}

  /// The group that the class or the annotation names, else the Ingress' own.
  ///
  /// @throws InvalidGroupName when the name breaks the rules for group names
  static IngressGroupId groupOf(ClassifiedIngress ingress) {
    var imposed = ingress.params().spec().group();
    Optional<String> name =
        imposed != null
            ? Optional.of(imposed.name())
            : ingress.annotations().string(GroupAnnotations.GROUP_NAME);
    if (name.isEmpty()) {
      return IngressGroupId.implicit(ingress.namespace(), ingress.name());
    }
    requireValid(name.get());
    return IngressGroupId.explicit(name.get());
  }

  /// The place of an active member: lower goes first.
  static int orderOf(ClassifiedIngress ingress) {
    int order;
    try {
      order = ingress.annotations().int32(GroupAnnotations.GROUP_ORDER).orElse(0);
    } catch (PlanError e) {
      throw e.in("failed to load Ingress group order for ingress: " + ingress.key());
    }
    if (order < -MAX_ORDER || order > MAX_ORDER) {
      throw PlanError.inField(
          GroupAnnotations.GROUP_ORDER.key(),
          "explicit Ingress group order must be within [-1000:1000], Ingress: "
              + ingress.key()
              + ", order: "
              + order);
    }
    return order;
  }

  private static void requireValid(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidGroupName(
          "groupName must consist of lower case alphanumeric characters, '-' or '.', and must"
              + " start and end with an alphanumeric character");
    }
    if (Utf8.length(name) > MAX_NAME_LENGTH) {
      throw new InvalidGroupName(
          "groupName must be no more than " + MAX_NAME_LENGTH + " characters");
    }
  }

  /// The name of a group breaks the rules.
  static final class InvalidGroupName extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidGroupName(String cause) {
      super("invalid ingress group: " + cause);
    }

    PlanError asPlanError() {
      return PlanError.inField(GroupAnnotations.GROUP_NAME.key(), String.valueOf(getMessage()));
    }
  }
}
