package dev.weir.planner.change;

import java.util.List;

/// How many resources are created, changed, replaced and destroyed.
public record ChangeCounts(int create, int update, int replace, int destroy) {

  public static ChangeCounts of(List<StackChange> stacks) {
    int[] counts = new int[4];
    for (StackChange stack : stacks) {
      for (Change change : stack.changes()) {
        switch (change) {
          case Change.Create _ -> counts[0]++;
          case Change.Update _ -> counts[1]++;
          case Change.Replace _ -> counts[2]++;
          case Change.Destroy _ -> counts[3]++;
        }
      }
    }
    return new ChangeCounts(counts[0], counts[1], counts[2], counts[3]);
  }

  /// `2 to create, 1 to update, 0 to replace, 3 to destroy`.
  @Override
  public String toString() {
    return create
        + " to create, "
        + update
        + " to update, "
        + replace
        + " to replace, "
        + destroy
        + " to destroy";
  }
}
