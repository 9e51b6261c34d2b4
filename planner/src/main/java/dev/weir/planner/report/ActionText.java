package dev.weir.planner.report;

import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleAction.TargetGroupTuple;
import dev.weir.planner.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Actions in the words of the EC2 console, target groups by name.
final class ActionText {

  private final ResourceNames names;

  ActionText(Stack stack) {
    this.names = new ResourceNames(stack);
  }

  /// All actions in order, joined with `then`.
  String of(List<RuleAction> actions) {
    return String.join(", then ", actions.stream().map(this::of).toList());
  }

  private String of(RuleAction action) {
    return switch (action) {
      case RuleAction.Forward forward -> forward(forward);
      case RuleAction.Redirect redirect -> redirect(redirect);
      case RuleAction.FixedResponse fixed -> fixed(fixed);
      case RuleAction.AuthenticateCognito cognito ->
          "Authenticate with Cognito user pool "
              + cognito.userPoolDomain()
              + orElseNote(cognito.onUnauthenticatedRequest());
      case RuleAction.AuthenticateOidc oidc ->
          "Authenticate with OIDC provider "
              + oidc.issuer()
              + orElseNote(oidc.onUnauthenticatedRequest());
      case RuleAction.JwtValidation jwt -> "Validate JWT of issuer " + jwt.issuer();
    };
  }

  private String forward(RuleAction.Forward forward) {
    List<TargetGroupTuple> groups = forward.targetGroups();
    String text;
    if (groups.size() == 1) {
      text = "Forward to target group " + names.of(groups.getFirst().targetGroupArn());
    } else {
      int total = groups.stream().mapToInt(ActionText::weight).sum();
      text =
          "Forward to target groups "
              + String.join(", ", groups.stream().map(group -> share(group, total)).toList());
    }
    RuleAction.Stickiness stickiness = forward.targetGroupStickinessConfig();
    return stickiness != null && Boolean.TRUE.equals(stickiness.enabled())
        ? text + ", group stickiness " + duration(stickiness)
        : text;
  }

  private String share(TargetGroupTuple group, int total) {
    int weight = weight(group);
    String percent = total == 0 ? "0%" : Math.round(100.0 * weight / total) + "%";
    return names.of(group.targetGroupArn()) + ": " + weight + " (" + percent + ")";
  }

  private static int weight(TargetGroupTuple group) {
    return Objects.requireNonNullElse(group.weight(), 1);
  }

  private static String duration(RuleAction.Stickiness stickiness) {
    Integer seconds = stickiness.durationSeconds();
    return seconds == null ? "on" : "for " + seconds + " s";
  }

  private static String redirect(RuleAction.Redirect redirect) {
    String status = redirect.statusCode().replace("HTTP_", "");
    return "Redirect to "
        + part(redirect.protocol(), "#{protocol}")
        + "://"
        + part(redirect.host(), "#{host}")
        + ":"
        + part(redirect.port(), "#{port}")
        + part(redirect.path(), "/#{path}")
        + "?"
        + part(redirect.query(), "#{query}")
        + ", status code HTTP_"
        + status;
  }

  private static String fixed(RuleAction.FixedResponse fixed) {
    List<String> parts = new ArrayList<>();
    parts.add("Return fixed response " + fixed.statusCode());
    if (fixed.contentType() != null) {
      parts.add(fixed.contentType());
    }
    if (fixed.messageBody() != null && !fixed.messageBody().isEmpty()) {
      parts.add("body \"" + fixed.messageBody().replace("\n", "\\n") + "\"");
    }
    return String.join(", ", parts);
  }

  private static String orElseNote(@Nullable String onUnauthenticated) {
    return onUnauthenticated == null || onUnauthenticated.equals("authenticate")
        ? ""
        : " (" + onUnauthenticated + " when unauthenticated)";
  }

  private static String part(@Nullable String value, String fromRequest) {
    return value == null ? fromRequest : value;
  }
}
