package dev.weir.controller.observed;

import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.RuleTransform;
import dev.weir.planner.stack.Token;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AuthenticateCognitoActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AuthenticateOidcActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RewriteConfig;

/// Actions, conditions and transforms from the API's form into that of stacks. A type that stacks
/// do not have is left out: it then differs from whatever is planned.
final class ObservedRules {
  private ObservedRules() {}

  static List<RuleAction> actions(List<Action> actions) {
    return actions.stream()
        .sorted(Comparator.comparing(a -> Objects.requireNonNullElse(a.order(), 0)))
        .flatMap(action -> action(action).stream())
        .toList();
  }

  static List<RuleCondition> conditions(
      List<software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition> conditions) {
    return conditions.stream().flatMap(condition -> condition(condition).stream()).toList();
  }

  static List<RuleTransform> transforms(
      List<software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform> transforms) {
    return transforms.stream().flatMap(transform -> transform(transform).stream()).toList();
  }

  private static Optional<RuleTransform> transform(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform transform) {
    if (transform.hostHeaderRewriteConfig() != null) {
      return Optional.of(
          new RuleTransform.HostHeaderRewrite(
              rewrites(transform.hostHeaderRewriteConfig().rewrites())));
    }
    if (transform.urlRewriteConfig() != null) {
      return Optional.of(
          new RuleTransform.UrlRewrite(rewrites(transform.urlRewriteConfig().rewrites())));
    }
    return Optional.empty();
  }

  private static Optional<RuleAction> action(Action action) {
    if (action.forwardConfig() != null) {
      return Optional.of(forward(action.forwardConfig()));
    }
    if (action.targetGroupArn() != null) {
      return Optional.of(RuleAction.Forward.to(Token.of(action.targetGroupArn())));
    }
    if (action.redirectConfig() != null) {
      var to = action.redirectConfig();
      return Optional.of(
          new RuleAction.Redirect(
              to.host(), to.path(), to.port(), to.protocol(), to.query(), to.statusCodeAsString()));
    }
    if (action.fixedResponseConfig() != null) {
      var response = action.fixedResponseConfig();
      return Optional.of(
          new RuleAction.FixedResponse(
              response.contentType(), response.messageBody(), response.statusCode()));
    }
    if (action.authenticateCognitoConfig() != null) {
      return Optional.of(cognito(action.authenticateCognitoConfig()));
    }
    if (action.authenticateOidcConfig() != null) {
      return Optional.of(oidc(action.authenticateOidcConfig()));
    }
    if (action.jwtValidationConfig() != null) {
      var jwt = action.jwtValidationConfig();
      return Optional.of(
          new RuleAction.JwtValidation(
              jwt.jwksEndpoint(),
              jwt.issuer(),
              jwt.additionalClaims().stream()
                  .map(c -> new RuleAction.Claim(c.formatAsString(), c.name(), c.values()))
                  .toList()));
    }
    return Optional.empty();
  }

  private static RuleAction forward(ForwardActionConfig config) {
    boolean alone = config.targetGroups().size() == 1;
    var stickiness = config.targetGroupStickinessConfig();
    return new RuleAction.Forward(
        config.targetGroups().stream()
            .map(group ->
                new RuleAction.TargetGroupTuple(
                    Token.of(group.targetGroupArn()), alone ? null : group.weight()))
            .toList(),
        stickiness == null
            ? null
            : new RuleAction.Stickiness(stickiness.enabled(), stickiness.durationSeconds()));
  }

  private static RuleAction cognito(AuthenticateCognitoActionConfig config) {
    return new RuleAction.AuthenticateCognito(
        orEmpty(config.authenticationRequestExtraParams()),
        config.onUnauthenticatedRequestAsString(),
        config.scope(),
        config.sessionCookieName(),
        config.sessionTimeout(),
        config.userPoolArn(),
        config.userPoolClientId(),
        config.userPoolDomain());
  }

  private static RuleAction oidc(AuthenticateOidcActionConfig config) {
    return new RuleAction.AuthenticateOidc(
        orEmpty(config.authenticationRequestExtraParams()),
        config.onUnauthenticatedRequestAsString(),
        config.scope(),
        config.sessionCookieName(),
        config.sessionTimeout(),
        config.issuer(),
        config.authorizationEndpoint(),
        config.tokenEndpoint(),
        config.userInfoEndpoint(),
        new RuleAction.OidcClient(config.clientId(), ""));
  }

  private static Optional<RuleCondition> condition(
      software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition condition) {
    return Optional.ofNullable(
        switch (String.valueOf(condition.field())) {
          case "host-header" ->
              condition.hostHeaderConfig() == null
                  ? new RuleCondition.HostHeader(List.of(), condition.values())
                  : new RuleCondition.HostHeader(
                      condition.hostHeaderConfig().regexValues(),
                      condition.hostHeaderConfig().values());
          case "path-pattern" ->
              condition.pathPatternConfig() == null
                  ? new RuleCondition.PathPattern(List.of(), condition.values())
                  : new RuleCondition.PathPattern(
                      condition.pathPatternConfig().regexValues(),
                      condition.pathPatternConfig().values());
          case "http-header" ->
              new RuleCondition.HttpHeader(
                  condition.httpHeaderConfig().httpHeaderName(),
                  condition.httpHeaderConfig().regexValues(),
                  condition.httpHeaderConfig().values());
          case "http-request-method" ->
              new RuleCondition.HttpRequestMethod(condition.httpRequestMethodConfig().values());
          case "query-string" ->
              new RuleCondition.QueryString(
                  condition.queryStringConfig().values().stream()
                      .map(v -> new RuleCondition.QueryString.KeyValue(v.key(), v.value()))
                      .toList());
          case "source-ip" -> new RuleCondition.SourceIp(condition.sourceIpConfig().values());
          default -> null;
        });
  }

  private static List<RuleTransform.Rewrite> rewrites(List<RewriteConfig> rewrites) {
    return rewrites.stream().map(r -> new RuleTransform.Rewrite(r.regex(), r.replace())).toList();
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
