package dev.weir.controller.deploy;

import dev.weir.controller.journal.Change;
import java.util.ArrayList;
import java.util.List;

/// Which parts of a rule change, for the journal.
final class RuleFields {
  private RuleFields() {}

  static List<Change.Field> of(ObservedRule before, DesiredRule after) {
    List<Change.Field> fields = new ArrayList<>();
    if (!RuleEquality.actions(after.actions(), before.actions())) {
      fields.add(
          new Change.Field(
              "actions", RuleWords.actions(before.actions()), RuleWords.actions(after.actions())));
    }
    if (!RuleEquality.conditions(after.conditions(), before.conditions())) {
      fields.add(
          new Change.Field(
              "conditions",
              RuleWords.conditions(before.conditions()),
              RuleWords.conditions(after.conditions())));
    }
    if (!RuleEquality.transforms(after.transforms(), before.transforms())) {
      fields.add(
          new Change.Field(
              "transforms", before.transforms().toString(), after.transforms().toString()));
    }
    return fields;
  }
}
