package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.elb.Arn;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleAction.Forward;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// Actions of a request into what a rule does, checked against the rules of the API reference
/// (`Action`) and of the user guide ("Listener rules").
final class ActionReader {
  private static final int MAX_ORDER = 50_000;
  private static final int MAX_TARGET_GROUPS = 5;

  private final ListenerProtocol listener;
  private final List<RuleAction> existing;

  /// @param existing the actions that are replaced; a client secret may be kept of them
  ActionReader(ListenerProtocol listener, List<RuleAction> existing) {
    this.listener = listener;
    this.existing = existing;
  }

  List<RuleAction> read(List<Action> actions) {
    if (actions.isEmpty()) {
      throw Checks.invalid("A rule must have at least one action");
    }
    List<Action> sorted = inOrder(actions);
    List<RuleAction> read = new ArrayList<>();
    for (Action action : sorted) {
      read.add(read(action));
    }
    checkSequence(read);
    return read;
  }

  private static List<Action> inOrder(List<Action> actions) {
    Set<Integer> orders = new HashSet<>();
    for (Action action : actions) {
      Checks.range(action.order(), "order", 1, MAX_ORDER);
      if (actions.size() > 1 && action.order() == null) {
        throw Checks.invalid(
            "An action order must be specified when there is more than one action");
      }
      if (action.order() != null && !orders.add(action.order())) {
        throw new AwsException(
            "InvalidLoadBalancerAction",
            "The action order '" + action.order() + "' was specified multiple times");
      }
    }
    return actions.size() == 1
        ? actions
        : actions.stream().sorted(Comparator.comparing(Action::order)).toList();
  }

  private static void checkSequence(List<RuleAction> actions) {
    long routing = actions.stream().filter(ActionReader::isRouting).count();
    if (routing != 1 || !isRouting(actions.getLast())) {
      throw new AwsException(
          "InvalidLoadBalancerAction",
          "A rule must have exactly one forward, redirect or fixed-response action, which must be"
              + " the last action to be performed");
    }
    if (actions.size() > 2) {
      throw new AwsException(
          "TooManyActions", "The maximum number of actions per rule '2' has been reached");
    }
  }

  private static boolean isRouting(RuleAction action) {
    return switch (action) {
      case Forward _, RuleAction.Redirect _, RuleAction.FixedResponse _ -> true;
      case RuleAction.AuthenticateOidc _,
          RuleAction.AuthenticateCognito _,
          RuleAction.JwtValidation _ ->
          false;
    };
  }

  private RuleAction read(Action action) {
    String type = action.typeAsString();
    if (!listener.isHttp() && !type.equals("forward")) {
      throw new AwsException(
          "InvalidLoadBalancerAction",
          "The action type '"
              + type
              + "' is not supported for listener protocol '"
              + listener
              + "'");
    }
    return switch (type) {
      case "forward" -> forward(action);
      case "redirect" ->
          RedirectReader.read(required(action.redirectConfig(), type, "RedirectConfig"), listener);
      case "fixed-response" ->
          FixedResponseReader.read(
              required(action.fixedResponseConfig(), type, "FixedResponseConfig"));
      case "authenticate-oidc" ->
          secure().oidc(required(action.authenticateOidcConfig(), type, "AuthenticateOidcConfig"));
      case "authenticate-cognito" ->
          secure()
              .cognito(
                  required(action.authenticateCognitoConfig(), type, "AuthenticateCognitoConfig"));
      case "jwt-validation" ->
          secure().jwt(required(action.jwtValidationConfig(), type, "JwtValidationConfig"));
      default ->
          throw Checks.constraint(
              type,
              "actions.1.member.type",
              "Member must satisfy enum value set: [redirect, jwt-validation, authenticate-cognito,"
                  + " authenticate-oidc, forward, fixed-response]");
    };
  }

  private static <T> T required(@Nullable T config, String type, String member) {
    if (config == null) {
      throw Checks.invalid(member + " must be specified for an action of type '" + type + "'");
    }
    return config;
  }

  private AuthenticationReader secure() {
    if (listener != ListenerProtocol.HTTPS) {
      throw new AwsException(
          "InvalidLoadBalancerAction",
          "Authentication actions are supported only for listeners with protocol 'HTTPS'");
    }
    return new AuthenticationReader(existing);
  }

  private Forward forward(Action action) {
    List<Forward.WeightedTargetGroup> groups = new ArrayList<>();
    Optional<Integer> stickiness = Optional.empty();
    if (action.forwardConfig() != null) {
      action.forwardConfig().targetGroups().forEach(tuple -> groups.add(weighted(tuple)));
      stickiness = stickiness(action.forwardConfig().targetGroupStickinessConfig());
    }
    String arn = action.targetGroupArn();
    if (arn != null) {
      Arn single = Checks.arn(arn, "targetgroup");
      if (groups.isEmpty()) {
        groups.add(new Forward.WeightedTargetGroup(single, 1));
      } else if (groups.size() > 1 || !groups.getFirst().targetGroupArn().equals(single)) {
        throw Checks.invalid(
            "You cannot specify both a target group ARN and a ForwardConfig with other target"
                + " groups");
      }
    }
    checkGroups(groups);
    return new Forward(groups, stickiness);
  }

  private static void checkGroups(List<Forward.WeightedTargetGroup> groups) {
    if (groups.isEmpty()) {
      throw Checks.invalid("A target group must be specified for an action of type 'forward'");
    }
    if (groups.size() > MAX_TARGET_GROUPS) {
      throw new AwsException(
          "TooManyTargetGroups",
          "The maximum number of target groups per action '"
              + MAX_TARGET_GROUPS
              + "' has been reached");
    }
    long distinct =
        groups.stream().map(Forward.WeightedTargetGroup::targetGroupArn).distinct().count();
    if (distinct < groups.size()) {
      throw Checks.invalid("A target group was specified multiple times in one action");
    }
  }

  private static Forward.WeightedTargetGroup weighted(TargetGroupTuple tuple) {
    if (tuple.targetGroupArn() == null) {
      throw Checks.invalid("A target group ARN must be specified");
    }
    Checks.range(tuple.weight(), "weight", 0, 999);
    return new Forward.WeightedTargetGroup(
        Checks.arn(tuple.targetGroupArn(), "targetgroup"),
        tuple.weight() == null ? 1 : tuple.weight());
  }

  private Optional<Integer> stickiness(@Nullable TargetGroupStickinessConfig config) {
    if (config == null || !Boolean.TRUE.equals(config.enabled())) {
      return Optional.empty();
    }
    if (config.durationSeconds() == null && listener.isHttp()) {
      throw Checks.invalid("A duration must be specified when target group stickiness is enabled");
    }
    Checks.range(config.durationSeconds(), "durationSeconds", 1, 604_800);
    return Optional.of(config.durationSeconds() == null ? 1 : config.durationSeconds());
  }
}
