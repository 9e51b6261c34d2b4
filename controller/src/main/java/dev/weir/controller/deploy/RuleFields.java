package dev.weir.controller.deploy;

import dev.weir.controller.journal.Change;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/// Which parts of a rule change, for the journal.
final class RuleFields {
  private RuleFields() {}

  static List<Change.Field> of(ObservedRule before, DesiredRule after) {
    List<Change.Field> fields = new ArrayList<>();
    if (!RuleEquality.actions(after.actions(), before.actions())) {
      fields.add(new Change.Field("actions", shown(before.actions()), shown(after.actions())));
    }
    if (!RuleEquality.conditions(after.conditions(), before.conditions())) {
      fields.add(
          new Change.Field(
              "conditions", before.conditions().toString(), after.conditions().toString()));
    }
    if (!RuleEquality.transforms(after.transforms(), before.transforms())) {
      fields.add(
          new Change.Field(
              "transforms", before.transforms().toString(), after.transforms().toString()));
    }
    return fields;
  }

  /// Without client secrets.
  private static String shown(List<Action> actions) {
    return actions.stream()
        .map(action ->
            action.authenticateOidcConfig() == null
                ? action
                : action.toBuilder()
                    .authenticateOidcConfig(
                        action.authenticateOidcConfig().toBuilder()
                            .clientId("[REDACTED]")
                            .clientSecret("[REDACTED]")
                            .build())
                    .build())
        .toList()
        .toString();
  }
}
