package dev.weir.aws.elbv2;

import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// A rule as the API tells it.
final class RuleWriter {
  private RuleWriter() {}

  static Rule write(ListenerRule rule) {
    Rule.Builder written =
        Rule.builder()
            .ruleArn(rule.arn().value())
            .priority(Integer.toString(rule.priority()))
            .conditions(rule.conditions().stream().map(ConditionWriter::write).toList())
            .actions(ActionWriter.write(rule.actions()))
            .isDefault(false);
    if (!rule.transforms().isEmpty()) {
      written.transforms(rule.transforms().stream().map(Transforms::write).toList());
    }
    return written.build();
  }

  /// The listener's default actions as a rule.
  static Rule writeDefault(Listener listener) {
    return Rule.builder()
        .ruleArn(listener.defaultRuleArn().value())
        .priority("default")
        .conditions(List.of())
        .actions(ActionWriter.write(listener.defaultActions()))
        .isDefault(true)
        .build();
  }
}
