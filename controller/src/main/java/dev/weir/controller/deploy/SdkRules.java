package dev.weir.controller.deploy;

import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.RuleTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.JwtValidationActionAdditionalClaim;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RewriteConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// Actions, conditions and transforms of a stack in the terms of the API.
final class SdkRules {
  private final Deployment deployment;
  private final boolean weighted;

  /// @param weighted whether the gate WeightedTargetGroups is on
  SdkRules(Deployment deployment, boolean weighted) {
    this.deployment = deployment;
    this.weighted = weighted;
  }

  List<Action> actions(List<RuleAction> actions) {
    List<Action> sdk = new ArrayList<>();
    for (RuleAction action : actions) {
      sdk.add(action(action).toBuilder().type(action.type()).order(sdk.size() + 1).build());
    }
    return sdk;
  }

  static List<software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition>
      conditions(List<RuleCondition> conditions) {
    return conditions.stream().map(SdkRules::condition).toList();
  }

  static List<software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform>
      transforms(List<RuleTransform> transforms) {
    return transforms.stream().map(SdkRules::transform).toList();
  }

  private Action action(RuleAction action) {
    return switch (action) {
      case RuleAction.Forward forward -> forward(forward);
      case RuleAction.Redirect to ->
          Action.builder()
              .redirectConfig(c ->
                  c.host(to.host())
                      .path(to.path())
                      .port(to.port())
                      .protocol(to.protocol())
                      .query(to.query())
                      .statusCode(to.statusCode()))
              .build();
      case RuleAction.FixedResponse(var contentType, var body, var status) ->
          Action.builder()
              .fixedResponseConfig(
                  c -> c.contentType(contentType).messageBody(body).statusCode(status))
              .build();
      case RuleAction.AuthenticateCognito cognito -> cognito(cognito);
      case RuleAction.AuthenticateOidc oidc -> oidc(oidc);
      case RuleAction.JwtValidation(var endpoint, var issuer, var claims) ->
          Action.builder()
              .jwtValidationConfig(c ->
                  c.jwksEndpoint(endpoint)
                      .issuer(issuer)
                      .additionalClaims(claims.stream().map(SdkRules::claim).toList()))
              .build();
    };
  }

  private Action forward(RuleAction.Forward forward) {
    if (!weighted) {
      if (forward.targetGroups().size() != 1) {
        throw new IllegalStateException("weighted target groups feature is disabled");
      }
      String arn = deployment.resolve(forward.targetGroups().getFirst().targetGroupArn());
      return Action.builder().targetGroupArn(arn).build();
    }
    List<TargetGroupTuple> groups =
        forward.targetGroups().stream()
            .map(group ->
                TargetGroupTuple.builder()
                    .targetGroupArn(deployment.resolve(group.targetGroupArn()))
                    .weight(group.weight())
                    .build())
            .toList();
    var stickiness = forward.targetGroupStickinessConfig();
    return Action.builder()
        .forwardConfig(c -> {
          c.targetGroups(groups);
          if (stickiness != null) {
            c.targetGroupStickinessConfig(
                s -> s.enabled(stickiness.enabled()).durationSeconds(stickiness.durationSeconds()));
          }
        })
        .build();
  }

  private static Action cognito(RuleAction.AuthenticateCognito cognito) {
    return Action.builder()
        .authenticateCognitoConfig(c ->
            c.authenticationRequestExtraParams(orNull(cognito.authenticationRequestExtraParams()))
                .onUnauthenticatedRequest(cognito.onUnauthenticatedRequest())
                .scope(cognito.scope())
                .sessionCookieName(cognito.sessionCookieName())
                .sessionTimeout(cognito.sessionTimeout())
                .userPoolArn(cognito.userPoolArn())
                .userPoolClientId(cognito.userPoolClientId())
                .userPoolDomain(cognito.userPoolDomain()))
        .build();
  }

  private static Action oidc(RuleAction.AuthenticateOidc oidc) {
    return Action.builder()
        .authenticateOidcConfig(c ->
            c.authenticationRequestExtraParams(orNull(oidc.authenticationRequestExtraParams()))
                .onUnauthenticatedRequest(oidc.onUnauthenticatedRequest())
                .scope(oidc.scope())
                .sessionCookieName(oidc.sessionCookieName())
                .sessionTimeout(oidc.sessionTimeout())
                .issuer(oidc.issuer())
                .authorizationEndpoint(oidc.authorizationEndpoint())
                .tokenEndpoint(oidc.tokenEndpoint())
                .userInfoEndpoint(oidc.userInfoEndpoint())
                .clientId(oidc.client().id())
                .clientSecret(oidc.client().secret()))
        .build();
  }

  private static JwtValidationActionAdditionalClaim claim(RuleAction.Claim claim) {
    return JwtValidationActionAdditionalClaim.builder()
        .format(claim.format())
        .name(claim.name())
        .values(claim.values())
        .build();
  }

  private static software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition
      condition(RuleCondition condition) {
    var builder =
        software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition.builder()
            .field(condition.field());
    return switch (condition) {
      case RuleCondition.HostHeader(var regex, var values) ->
          builder
              .hostHeaderConfig(c -> c.values(orNull(values)).regexValues(orNull(regex)))
              .build();
      case RuleCondition.PathPattern(var regex, var values) ->
          builder
              .pathPatternConfig(c -> c.values(orNull(values)).regexValues(orNull(regex)))
              .build();
      case RuleCondition.HttpHeader(var name, var regex, var values) ->
          builder
              .httpHeaderConfig(
                  c -> c.httpHeaderName(name).values(orNull(values)).regexValues(orNull(regex)))
              .build();
      case RuleCondition.HttpRequestMethod(var values) ->
          builder.httpRequestMethodConfig(c -> c.values(values)).build();
      case RuleCondition.QueryString(var values) ->
          builder
              .queryStringConfig(c -> c.values(values.stream().map(SdkRules::parameter).toList()))
              .build();
      case RuleCondition.SourceIp(var values) ->
          builder.sourceIpConfig(c -> c.values(values)).build();
    };
  }

  private static QueryStringKeyValuePair parameter(RuleCondition.QueryString.KeyValue pair) {
    return QueryStringKeyValuePair.builder().key(pair.key()).value(pair.value()).build();
  }

  private static software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform
      transform(RuleTransform transform) {
    List<RewriteConfig> rewrites =
        transform.rewrites().stream()
            .map(r -> RewriteConfig.builder().regex(r.regex()).replace(r.replace()).build())
            .toList();
    var builder =
        software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleTransform.builder()
            .type(transform.type());
    return switch (transform) {
      case RuleTransform.HostHeaderRewrite _ ->
          builder.hostHeaderRewriteConfig(c -> c.rewrites(rewrites)).build();
      case RuleTransform.UrlRewrite _ ->
          builder.urlRewriteConfig(c -> c.rewrites(rewrites)).build();
    };
  }

  private static @Nullable List<String> orNull(List<String> values) {
    return values.isEmpty() ? null : values;
  }

  private static @Nullable Map<String, String> orNull(Map<String, String> values) {
    return values.isEmpty() ? null : values;
  }
}
