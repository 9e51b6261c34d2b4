package dev.weir.planner.ingress;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;

/// Kubernetes label selectors: all labels and all expressions must hold; an empty selector matches
/// everything.
final class LabelSelection {

  private LabelSelection() {}

  static boolean matches(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> required = selector.getMatchLabels();
    if (required != null
        && !required.entrySet().stream()
            .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())))) {
      return false;
    }
    List<LabelSelectorRequirement> expressions = selector.getMatchExpressions();
    return expressions == null
        || expressions.stream().allMatch(expression -> matches(expression, labels));
  }

  private static boolean matches(LabelSelectorRequirement expression, Map<String, String> labels) {
    String value = labels.get(expression.getKey());
    List<String> values = expression.getValues() == null ? List.of() : expression.getValues();
    String operator = expression.getOperator() == null ? "" : expression.getOperator();
    return switch (operator) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default ->
          throw new IngressClasses.InvalidIngressClass(
              "\"" + operator + "\" is not a valid label selector operator");
    };
  }
}
