package dev.weir.controller.deploy;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// Actions and conditions of rules in short words, for the journal. Secrets are not among them.
final class RuleWords {
  private RuleWords() {}

  /// `forward to a (weight 1)`; several are told in their order.
  static String actions(List<Action> actions) {
    return String.join(", then ", actions.stream().map(RuleWords::action).toList());
  }

  private static String action(Action action) {
    return switch (action.type()) {
      case FORWARD -> "forward to " + String.join(", ", targetGroups(action));
      case FIXED_RESPONSE -> fixedResponse(action.fixedResponseConfig());
      case REDIRECT -> redirect(action.redirectConfig());
      case AUTHENTICATE_OIDC ->
          "authenticate-oidc with " + action.authenticateOidcConfig().issuer();
      case AUTHENTICATE_COGNITO ->
          "authenticate-cognito with " + action.authenticateCognitoConfig().userPoolArn();
      case null, default -> action.typeAsString();
    };
  }

  private static List<String> targetGroups(Action action) {
    if (action.forwardConfig() == null) {
      return List.of(name(action.targetGroupArn()));
    }
    List<TargetGroupTuple> groups = action.forwardConfig().targetGroups();
    return groups.stream()
        .map(group -> groups.size() == 1 ? name(group.targetGroupArn()) : weighted(group))
        .toList();
  }

  private static String weighted(TargetGroupTuple group) {
    return name(group.targetGroupArn()) + " (weight " + group.weight() + ")";
  }

  private static String name(String arn) {
    String[] parts = arn.split("/");
    return parts.length > 1 ? parts[1] : arn;
  }

  private static String fixedResponse(FixedResponseActionConfig config) {
    String body = Objects.toString(config.messageBody(), "");
    return "fixed response " + config.statusCode() + (body.isEmpty() ? "" : " '" + body + "'");
  }

  private static String redirect(RedirectActionConfig config) {
    return "redirect "
        + config.statusCodeAsString()
        + " to "
        + config.protocol()
        + "://"
        + config.host()
        + ":"
        + config.port()
        + config.path()
        + "?"
        + config.query();
  }

  /// `path-pattern /new or /new/*`; all must hold.
  static String conditions(List<RuleCondition> conditions) {
    return String.join(" and ", conditions.stream().map(RuleWords::condition).toList());
  }

  private static String condition(RuleCondition condition) {
    List<String> values =
        switch (condition.field()) {
          case "path-pattern" ->
              both(
                  condition.pathPatternConfig().values(),
                  condition.pathPatternConfig().regexValues());
          case "host-header" ->
              both(
                  condition.hostHeaderConfig().values(),
                  condition.hostHeaderConfig().regexValues());
          case "http-header" ->
              both(
                  condition.httpHeaderConfig().values(),
                  condition.httpHeaderConfig().regexValues());
          case "http-request-method" -> condition.httpRequestMethodConfig().values();
          case "source-ip" -> condition.sourceIpConfig().values();
          case "query-string" ->
              condition.queryStringConfig().values().stream()
                  .map(pair -> (pair.key() == null ? "" : pair.key() + "=") + pair.value())
                  .toList();
          case null, default -> List.of();
        };
    String field =
        condition.httpHeaderConfig() == null
            ? condition.field()
            : "header " + condition.httpHeaderConfig().httpHeaderName();
    return field + " " + String.join(" or ", values);
  }

  private static List<String> both(List<String> values, List<String> regexValues) {
    return Stream.concat(values.stream(), regexValues.stream()).toList();
  }
}
