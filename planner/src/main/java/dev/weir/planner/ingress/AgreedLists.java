package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lists on which all members of a group that give one must agree.
final class AgreedLists {

  private AgreedLists() {}

  /// The first list, when all others have the same elements.
  static List<String> ignoringOrder(List<List<String>> lists, String conflict) {
    return agreed(lists, conflict, list -> list.stream().sorted().toList());
  }

  /// The first list, when all others are the same.
  static List<String> inOrder(List<List<String>> lists, String conflict) {
    return agreed(lists, conflict, UnaryOperator.identity());
  }

  private static List<String> agreed(
      List<List<String>> lists, String conflict, UnaryOperator<List<String>> normal) {
    List<String> first = lists.getFirst();
    for (List<String> other : lists) {
      if (!normal.apply(first).equals(normal.apply(other))) {
        throw PlanError.of(conflict + ": " + GoText.list(first) + " | " + GoText.list(other));
      }
    }
    return first;
  }
}
