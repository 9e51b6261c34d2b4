package dev.weir.planner.change;

import java.util.ArrayList;
import java.util.List;

/// What happens to the rules of the listeners.
final class RuleChanges {

  static final String PARENT_IS_REPLACED = "its load balancer is replaced";

  private RuleChanges() {}

  /// @param listenersAreReplaced whether all rules are made anew with their listeners
  static List<Change> of(RuleMatching matching, boolean listenersAreReplaced) {
    List<Change> changes = new ArrayList<>();
    for (RuleMatching.Pair pair : matching.pairs()) {
      List<FieldChange> fields = fields(pair);
      Change.Subject subject = StackDiff.subject(pair.desired().id(), pair.desired().spec());
      if (listenersAreReplaced) {
        changes.add(new Change.Replace(subject, PARENT_IS_REPLACED, fields, null));
      } else if (!fields.isEmpty()) {
        changes.add(new Change.Update(subject, fields));
      }
    }
    matching
        .created()
        .forEach(rule -> changes.add(new Change.Create(StackDiff.subject(rule.id(), rule.spec()))));
    matching
        .destroyed()
        .forEach(
            rule -> changes.add(new Change.Destroy(StackDiff.subject(rule.id(), rule.spec()))));
    return changes;
  }

  private static List<FieldChange> fields(RuleMatching.Pair pair) {
    List<FieldChange> fields = new ArrayList<>();
    int before = pair.observed().spec().priority();
    int after = pair.desired().spec().priority();
    if (before != after) {
      fields.add(new FieldChange("priority", Integer.toString(before), Integer.toString(after)));
    }
    fields.addAll(TreeDiff.between(pair.observed().content(), pair.desired().content()));
    return fields;
  }
}
