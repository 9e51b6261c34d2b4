package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a listener does with a request. In JSON an object with `type` and one configuration.
public sealed interface RuleAction {

  /// The value of `type`.
  String type();

  /// The name of the configuration in JSON.
  String configKey();

  /// Sends the request to target groups.
  record Forward(
      List<TargetGroupTuple> targetGroups, @Nullable Stickiness targetGroupStickinessConfig)
      implements RuleAction {
    public Forward {
      targetGroups = List.copyOf(targetGroups);
    }

    /// Forwards everything to one target group.
    public static Forward to(Token targetGroupArn) {
      return new Forward(List.of(new TargetGroupTuple(targetGroupArn, null)), null);
    }

    @Override
    public String type() {
      return "forward";
    }

    @Override
    public String configKey() {
      return "forwardConfig";
    }
  }

  /// A target group and its share of the requests.
  record TargetGroupTuple(
      @JsonProperty("targetGroupARN") Token targetGroupArn, @Nullable Integer weight) {}

  /// Keeps a client on the target group that it was sent to first.
  record Stickiness(@Nullable Boolean enabled, @Nullable Integer durationSeconds) {}

  /// Answers with a redirect; an absent part is taken from the request.
  record Redirect(
      @Nullable String host,
      @Nullable String path,
      @Nullable String port,
      @Nullable String protocol,
      @Nullable String query,
      String statusCode)
      implements RuleAction {
    @Override
    public String type() {
      return "redirect";
    }

    @Override
    public String configKey() {
      return "redirectConfig";
    }
  }

  /// Answers with a fixed text.
  record FixedResponse(
      @Nullable String contentType, @Nullable String messageBody, String statusCode)
      implements RuleAction {
    @Override
    public String type() {
      return "fixed-response";
    }

    @Override
    public String configKey() {
      return "fixedResponseConfig";
    }
  }

  /// Has a Cognito user pool authenticate the client first.
  record AuthenticateCognito(
      Map<String, String> authenticationRequestExtraParams,
      @Nullable String onUnauthenticatedRequest,
      @Nullable String scope,
      @Nullable String sessionCookieName,
      @Nullable Long sessionTimeout,
      @JsonProperty("userPoolARN") String userPoolArn,
      @JsonProperty("userPoolClientID") String userPoolClientId,
      String userPoolDomain)
      implements RuleAction {
    public AuthenticateCognito {
      authenticationRequestExtraParams = Map.copyOf(authenticationRequestExtraParams);
    }

    @Override
    public String type() {
      return "authenticate-cognito";
    }

    @Override
    public String configKey() {
      return "authenticateCognitoConfig";
    }
  }

  /// Has an OpenID Connect provider authenticate the client first. JSON shows neither id nor secret
  /// of the client.
  record AuthenticateOidc(
      Map<String, String> authenticationRequestExtraParams,
      @Nullable String onUnauthenticatedRequest,
      @Nullable String scope,
      @Nullable String sessionCookieName,
      @Nullable Long sessionTimeout,
      String issuer,
      String authorizationEndpoint,
      String tokenEndpoint,
      String userInfoEndpoint,
      OidcClient client)
      implements RuleAction {
    public AuthenticateOidc {
      authenticationRequestExtraParams = Map.copyOf(authenticationRequestExtraParams);
    }

    @Override
    public String type() {
      return "authenticate-oidc";
    }

    @Override
    public String configKey() {
      return "authenticateOIDCConfig";
    }
  }

  /// The client id and secret of an OpenID Connect provider; its text shows neither.
  record OidcClient(String id, String secret) {
    @Override
    public String toString() {
      return "OidcClient[REDACTED]";
    }
  }

  /// Has the load balancer check a bearer token first.
  record JwtValidation(String jwksEndpoint, String issuer, List<Claim> additionalClaims)
      implements RuleAction {
    public JwtValidation {
      additionalClaims = List.copyOf(additionalClaims);
    }

    @Override
    public String type() {
      return "jwt-validation";
    }

    @Override
    public String configKey() {
      return "jwtValidationConfig";
    }
  }

  /// A claim that a token must carry.
  ///
  /// @param format `single-string`, `string-array` or `space-separated-values`
  record Claim(String format, String name, List<String> values) {
    public Claim {
      values = List.copyOf(values);
    }
  }
}
