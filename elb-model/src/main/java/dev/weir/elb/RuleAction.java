package dev.weir.elb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a rule does with a request: at most one authenticating action, then one routing action.
public sealed interface RuleAction {

  /// The `Type` of the API.
  String type();

  /// Sends the request to a target of one of the groups, chosen by weight.
  record Forward(List<WeightedTargetGroup> targetGroups, Optional<Integer> stickinessSeconds)
      implements RuleAction {
    public Forward {
      targetGroups = List.copyOf(targetGroups);
    }

    @Override
    public String type() {
      return "forward";
    }

    public static Forward to(Arn targetGroup) {
      return new Forward(List.of(new WeightedTargetGroup(targetGroup, 1)), Optional.empty());
    }

    /// @param weight 0 to 999
    public record WeightedTargetGroup(Arn targetGroupArn, int weight) {}
  }

  /// Answers with a `Location`; parts may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and
  /// `#{query}`.
  ///
  /// @param statusCode 301 or 302
  record Redirect(
      String protocol, String host, String port, String path, String query, int statusCode)
      implements RuleAction {
    @Override
    public String type() {
      return "redirect";
    }
  }

  /// Answers with this status and body.
  ///
  /// @param contentType empty when none was given
  record FixedResponse(int statusCode, String contentType, String messageBody)
      implements RuleAction {
    @Override
    public String type() {
      return "fixed-response";
    }
  }

  /// Signs the user in with an OpenID Connect provider.
  ///
  /// @param clientSecret null in what the API returns
  record AuthenticateOidc(
      String issuer,
      String authorizationEndpoint,
      String tokenEndpoint,
      String userInfoEndpoint,
      String clientId,
      @Nullable String clientSecret,
      Session session)
      implements RuleAction {
    @Override
    public String type() {
      return "authenticate-oidc";
    }
  }

  /// Signs the user in with an Amazon Cognito user pool.
  record AuthenticateCognito(
      String userPoolArn, String userPoolClientId, String userPoolDomain, Session session)
      implements RuleAction {
    @Override
    public String type() {
      return "authenticate-cognito";
    }
  }

  /// Demands a valid JSON Web Token.
  record JwtValidation(String jwksEndpoint, String issuer, List<AdditionalClaim> additionalClaims)
      implements RuleAction {
    public JwtValidation {
      additionalClaims = List.copyOf(additionalClaims);
    }

    @Override
    public String type() {
      return "jwt-validation";
    }

    /// @param format `single-string`, `string-array` or `space-separated-values`
    public record AdditionalClaim(String name, String format, List<String> values) {
      public AdditionalClaim {
        values = List.copyOf(values);
      }
    }
  }

  /// The session of a signed-in user.
  ///
  /// @param onUnauthenticatedRequest `authenticate`, `allow` or `deny`
  /// @param timeoutSeconds 1 to 604800
  record Session(
      String cookieName,
      String scope,
      long timeoutSeconds,
      Map<String, String> authenticationRequestExtraParams,
      String onUnauthenticatedRequest) {
    public Session {
      authenticationRequestExtraParams = Attributes.sorted(authenticationRequestExtraParams);
    }
  }
}
