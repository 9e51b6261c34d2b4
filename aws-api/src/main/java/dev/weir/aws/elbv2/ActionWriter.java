package dev.weir.aws.elbv2;

import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleAction.Forward;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AuthenticateCognitoActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AuthenticateOidcActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.JwtValidationActionAdditionalClaim;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.JwtValidationActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// Actions as the API tells them. A client secret is never told.
final class ActionWriter {
  private ActionWriter() {}

  static List<Action> write(List<RuleAction> actions) {
    List<Action> written = new ArrayList<>();
    for (RuleAction action : actions) {
      written.add(write(action).type(action.type()).order(written.size() + 1).build());
    }
    return written;
  }

  private static Action.Builder write(RuleAction action) {
    Action.Builder written = Action.builder();
    return switch (action) {
      case Forward forward -> forward(written, forward);
      case RuleAction.Redirect redirect -> written.redirectConfig(redirect(redirect));
      case RuleAction.FixedResponse response -> written.fixedResponseConfig(fixed(response));
      case RuleAction.AuthenticateOidc oidc -> written.authenticateOidcConfig(oidc(oidc));
      case RuleAction.AuthenticateCognito cognito ->
          written.authenticateCognitoConfig(cognito(cognito));
      case RuleAction.JwtValidation jwt -> written.jwtValidationConfig(jwt(jwt));
    };
  }

  private static Action.Builder forward(Action.Builder written, Forward forward) {
    if (forward.targetGroups().size() == 1) {
      written.targetGroupArn(forward.targetGroups().getFirst().targetGroupArn().value());
    }
    return written.forwardConfig(
        ForwardActionConfig.builder()
            .targetGroups(
                forward.targetGroups().stream()
                    .map(group ->
                        TargetGroupTuple.builder()
                            .targetGroupArn(group.targetGroupArn().value())
                            .weight(group.weight())
                            .build())
                    .toList())
            .targetGroupStickinessConfig(
                TargetGroupStickinessConfig.builder()
                    .enabled(forward.stickinessSeconds().isPresent())
                    .durationSeconds(forward.stickinessSeconds().orElse(null))
                    .build())
            .build());
  }

  private static RedirectActionConfig redirect(RuleAction.Redirect redirect) {
    return RedirectActionConfig.builder()
        .protocol(redirect.protocol())
        .host(redirect.host())
        .port(redirect.port())
        .path(redirect.path())
        .query(redirect.query())
        .statusCode("HTTP_" + redirect.statusCode())
        .build();
  }

  private static FixedResponseActionConfig fixed(RuleAction.FixedResponse response) {
    FixedResponseActionConfig.Builder config =
        FixedResponseActionConfig.builder().statusCode(Integer.toString(response.statusCode()));
    if (!response.contentType().isEmpty()) {
      config.contentType(response.contentType());
    }
    if (!response.messageBody().isEmpty()) {
      config.messageBody(response.messageBody());
    }
    return config.build();
  }

  private static AuthenticateOidcActionConfig oidc(RuleAction.AuthenticateOidc oidc) {
    RuleAction.Session session = oidc.session();
    return AuthenticateOidcActionConfig.builder()
        .issuer(oidc.issuer())
        .authorizationEndpoint(oidc.authorizationEndpoint())
        .tokenEndpoint(oidc.tokenEndpoint())
        .userInfoEndpoint(oidc.userInfoEndpoint())
        .clientId(oidc.clientId())
        .sessionCookieName(session.cookieName())
        .scope(session.scope())
        .sessionTimeout(session.timeoutSeconds())
        .authenticationRequestExtraParams(session.authenticationRequestExtraParams())
        .onUnauthenticatedRequest(session.onUnauthenticatedRequest())
        .build();
  }

  private static AuthenticateCognitoActionConfig cognito(RuleAction.AuthenticateCognito cognito) {
    RuleAction.Session session = cognito.session();
    return AuthenticateCognitoActionConfig.builder()
        .userPoolArn(cognito.userPoolArn())
        .userPoolClientId(cognito.userPoolClientId())
        .userPoolDomain(cognito.userPoolDomain())
        .sessionCookieName(session.cookieName())
        .scope(session.scope())
        .sessionTimeout(session.timeoutSeconds())
        .authenticationRequestExtraParams(session.authenticationRequestExtraParams())
        .onUnauthenticatedRequest(session.onUnauthenticatedRequest())
        .build();
  }

  private static JwtValidationActionConfig jwt(RuleAction.JwtValidation jwt) {
    return JwtValidationActionConfig.builder()
        .jwksEndpoint(jwt.jwksEndpoint())
        .issuer(jwt.issuer())
        .additionalClaims(
            jwt.additionalClaims().stream()
                .map(claim ->
                    JwtValidationActionAdditionalClaim.builder()
                        .name(claim.name())
                        .format(claim.format())
                        .values(claim.values())
                        .build())
                .toList())
        .build();
  }
}
