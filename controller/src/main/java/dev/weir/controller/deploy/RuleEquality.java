package dev.weir.controller.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform;

/// When actions, conditions and transforms that the API shows are what we want, although the API
/// adds defaults and repeats values in deprecated fields.
final class RuleEquality {
  private static final Map<String, String> REDIRECT_DEFAULTS =
      Map.of(
          "Host", "#{host}",
          "Path", "/#{path}",
          "Port", "#{port}",
          "Protocol", "#{protocol}",
          "Query", "#{query}");

  private RuleEquality() {}

  /// An OIDC action is never equal: the API does not tell its client secret, so it is always
  /// written.
  static boolean actions(List<Action> desired, List<Action> observed) {
    if (desired.size() != observed.size()) {
      return false;
    }
    List<Action> observedInOrder = inOrder(observed);
    List<Action> desiredInOrder = inOrder(desired);
    for (int i = 0; i < desired.size(); i++) {
      if (!action(desiredInOrder.get(i), observedInOrder.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The order of conditions does not matter; the order of the values in one does.
  static boolean conditions(List<RuleCondition> desired, List<RuleCondition> observed) {
    return conditionForms(desired).equals(conditionForms(observed));
  }

  static boolean transforms(List<RuleTransform> desired, List<RuleTransform> observed) {
    return transformForms(desired).equals(transformForms(observed));
  }

  private static boolean action(Action desired, Action observed) {
    Map<String, Object> want = form(desired);
    Map<String, Object> have = form(observed);
    if (desired.forwardConfig() != null
        && desired.forwardConfig().targetGroupStickinessConfig() == null
        && have.get("ForwardConfig") instanceof Map<?, ?> forward) {
      forward.remove("TargetGroupStickinessConfig");
    }
    return want.equals(have);
  }

  private static Map<String, Object> form(Action action) {
    Map<String, Object> form = SdkForm.of(action);
    form.remove("Order");
    Object single = form.remove("TargetGroupArn");
    if (action.forwardConfig() != null) {
      form.put("ForwardConfig", forwardForm(action));
    } else if (single != null) {
      form.put("ForwardConfig", Map.of("TargetGroups", List.of(Map.of("TargetGroupArn", single))));
    }
    if (action.redirectConfig() != null) {
      Map<String, Object> redirect = SdkForm.of(action.redirectConfig());
      REDIRECT_DEFAULTS.forEach(redirect::putIfAbsent);
      form.put("RedirectConfig", redirect);
    }
    return form;
  }

  private static Map<String, Object> forwardForm(Action action) {
    Map<String, Object> forward = SdkForm.of(action.forwardConfig());
    List<Map<String, Object>> groups = new ArrayList<>();
    action.forwardConfig().targetGroups().forEach(group -> groups.add(SdkForm.of(group)));
    groups.sort(Comparator.comparing(group -> String.valueOf(group.get("TargetGroupArn"))));
    if (groups.size() == 1) {
      groups.getFirst().remove("Weight");
    }
    forward.put("TargetGroups", groups);
    return forward;
  }

  private static List<Action> inOrder(List<Action> actions) {
    return actions.stream()
        .sorted(Comparator.comparing(a -> Objects.requireNonNullElse(a.order(), 0)))
        .toList();
  }

  private static List<Map<String, Object>> conditionForms(List<RuleCondition> conditions) {
    List<Map<String, Object>> forms = new ArrayList<>();
    for (RuleCondition condition : conditions) {
      Map<String, Object> form = SdkForm.of(condition);
      form.remove("Values");
      form.remove("RegexValues");
      forms.add(form);
    }
    forms.sort(Comparator.comparing(form -> String.valueOf(form.get("Field"))));
    return forms;
  }

  private static List<Map<String, Object>> transformForms(List<RuleTransform> transforms) {
    List<Map<String, Object>> forms = new ArrayList<>();
    transforms.forEach(transform -> forms.add(SdkForm.of(transform)));
    forms.sort(Comparator.comparing(form -> String.valueOf(form.get("Type"))));
    return forms;
  }
}
