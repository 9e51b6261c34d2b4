package dev.weir.console;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// Conditions and actions in words, as the EC2 console writes them.
public final class Words {
  private Words() {}

  public static Condition condition(RuleCondition condition) {
    return switch (condition.field()) {
      case "path-pattern" ->
          named(
              "Path",
              condition.pathPatternConfig().values(),
              condition.pathPatternConfig().regexValues());
      case "host-header" ->
          named(
              "HTTP Host Header",
              condition.hostHeaderConfig().values(),
              condition.hostHeaderConfig().regexValues());
      case "http-header" ->
          named(
              "HTTP Header " + condition.httpHeaderConfig().httpHeaderName(),
              condition.httpHeaderConfig().values(),
              condition.httpHeaderConfig().regexValues());
      case "http-request-method" ->
          named("HTTP Request Method", condition.httpRequestMethodConfig().values(), List.of());
      case "query-string" -> new Condition("Query String is", query(condition));
      case "source-ip" -> named("Source IP", condition.sourceIpConfig().values(), List.of());
      case null, default -> new Condition(String.valueOf(condition.field()), List.of());
    };
  }

  private static Condition named(String what, List<String> values, List<String> regexValues) {
    return regexValues.isEmpty()
        ? new Condition(what + " is", values)
        : new Condition(what + " matches regex", regexValues);
  }

  private static List<String> query(RuleCondition condition) {
    return condition.queryStringConfig().values().stream()
        .map(pair -> pair.key() == null ? pair.value() : pair.key() + "=" + pair.value())
        .toList();
  }

  /// One line for each action.
  public static List<Line> actions(List<Action> actions) {
    List<Line> lines = new ArrayList<>();
    for (Action action : actions) {
      switch (action.typeAsString()) {
        case "forward" -> lines.addAll(forward(action));
        case "fixed-response" ->
            lines.add(
                new Line(
                    "Return fixed response: " + action.fixedResponseConfig().statusCode(),
                    "",
                    "",
                    fixedResponse(action)));
        case "redirect" -> lines.add(Line.of("Redirect to " + redirect(action.redirectConfig())));
        case "authenticate-oidc" ->
            lines.add(Line.of("Authenticate: OIDC, " + action.authenticateOidcConfig().issuer()));
        case "authenticate-cognito" ->
            lines.add(
                Line.of(
                    "Authenticate: Cognito, "
                        + action.authenticateCognitoConfig().userPoolDomain()));
        case "jwt-validation" -> lines.add(Line.of("Validate JSON Web Token"));
        case null, default -> lines.add(Line.of(String.valueOf(action.typeAsString())));
      }
    }
    return lines;
  }

  private static List<Line> forward(Action action) {
    ForwardActionConfig config = action.forwardConfig();
    List<TargetGroupTuple> groups =
        config != null
            ? config.targetGroups()
            : List.of(TargetGroupTuple.builder().targetGroupArn(action.targetGroupArn()).build());
    long total = groups.stream().mapToLong(Words::weight).sum();
    List<Line> lines = new ArrayList<>();
    for (TargetGroupTuple group : groups) {
      String name = targetGroupName(group.targetGroupArn());
      long percent = total == 0 ? 0 : Math.round(100.0 * weight(group) / total);
      lines.add(new Line("Forward to ", name, ": " + weight(group) + " (" + percent + "%)", ""));
    }
    lines.add(Line.quiet("Group-level stickiness: " + stickiness(config)));
    return lines;
  }

  private static String stickiness(@Nullable ForwardActionConfig config) {
    TargetGroupStickinessConfig sticky =
        config == null ? null : config.targetGroupStickinessConfig();
    return sticky == null || !Boolean.TRUE.equals(sticky.enabled())
        ? "Off"
        : sticky.durationSeconds() + " s";
  }

  private static int weight(TargetGroupTuple group) {
    return group.weight() == null ? 1 : group.weight();
  }

  private static String fixedResponse(Action action) {
    String body = action.fixedResponseConfig().messageBody();
    String type = action.fixedResponseConfig().contentType();
    return "Content-Type: "
        + (type == null ? "text/plain" : type)
        + (body == null || body.isEmpty() ? ", no body" : ", body: " + body);
  }

  private static String redirect(RedirectActionConfig config) {
    return orElse(config.protocol(), "#{protocol}")
        + "://"
        + orElse(config.host(), "#{host}")
        + ":"
        + orElse(config.port(), "#{port}")
        + orElse(config.path(), "/#{path}")
        + "?"
        + orElse(config.query(), "#{query}")
        + ", status code "
        + config.statusCodeAsString();
  }

  public static String transform(RuleTransform transform) {
    var config =
        transform.urlRewriteConfig() != null
            ? transform.urlRewriteConfig().rewrites()
            : transform.hostHeaderRewriteConfig().rewrites();
    return (transform.urlRewriteConfig() != null ? "Rewrite URL " : "Rewrite host ")
        + String.join(
            ", ",
            config.stream().map(rewrite -> rewrite.regex() + " to " + rewrite.replace()).toList());
  }

  public static String targetGroupName(String arn) {
    String[] parts = arn.split("/");
    return parts.length > 1 ? parts[1] : arn;
  }

  private static String orElse(@Nullable String value, String other) {
    return value == null ? other : value;
  }

  /// `Path is /new or /new/*`.
  ///
  /// @param values any of which would do
  public record Condition(String what, List<String> values) {
    public Condition {
      values = List.copyOf(values);
    }

    public String text() {
      return what + " " + String.join(" or ", values);
    }
  }

  /// One line of an action: text, the name of a target group, text; all but one may be empty.
  ///
  /// @param more what the EC2 console hides behind "more"; empty when there is nothing
  public record Line(String before, String targetGroup, String after, String more) {
    static Line of(String text) {
      return new Line(text, "", "", "");
    }

    /// A line that says less than the others.
    static Line quiet(String text) {
      return new Line("", "", text, "");
    }

    public boolean isQuiet() {
      return before.isEmpty();
    }

    public String text() {
      return before + targetGroup + after;
    }
  }
}
