package dev.weir.aws.elbv2;

import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleAction.AuthenticateOidc;
import dev.weir.elb.RuleAction.JwtValidation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AuthenticateCognitoActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AuthenticateOidcActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.JwtValidationActionAdditionalClaim;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.JwtValidationActionConfig;

/// The actions that ask who the user is.
///
/// @param existing the actions that are replaced
record AuthenticationReader(List<RuleAction> existing) {
  private static final Set<String> STANDARD_CLAIMS = Set.of("exp", "iss", "nbf", "iat");

  AuthenticateOidc oidc(AuthenticateOidcActionConfig config) {
    https(config.authorizationEndpoint(), "AuthorizationEndpoint");
    https(config.tokenEndpoint(), "TokenEndpoint");
    https(config.userInfoEndpoint(), "UserInfoEndpoint");
    return new AuthenticateOidc(
        config.issuer(),
        config.authorizationEndpoint(),
        config.tokenEndpoint(),
        config.userInfoEndpoint(),
        config.clientId(),
        secret(config),
        session(
            config.sessionCookieName(),
            config.scope(),
            config.sessionTimeout(),
            config.authenticationRequestExtraParams(),
            config.onUnauthenticatedRequestAsString()));
  }

  private String secret(AuthenticateOidcActionConfig config) {
    if (config.clientSecret() != null) {
      return config.clientSecret();
    }
    if (Boolean.TRUE.equals(config.useExistingClientSecret())) {
      for (RuleAction action : existing) {
        if (action instanceof AuthenticateOidc before && before.clientSecret() != null) {
          return before.clientSecret();
        }
      }
    }
    throw Checks.invalid("You must specify a client secret for the authenticate-oidc action");
  }

  RuleAction.AuthenticateCognito cognito(AuthenticateCognitoActionConfig config) {
    return new RuleAction.AuthenticateCognito(
        config.userPoolArn(),
        config.userPoolClientId(),
        config.userPoolDomain(),
        session(
            config.sessionCookieName(),
            config.scope(),
            config.sessionTimeout(),
            config.authenticationRequestExtraParams(),
            config.onUnauthenticatedRequestAsString()));
  }

  private static RuleAction.Session session(
      @Nullable String cookie,
      @Nullable String scope,
      @Nullable Long timeout,
      Map<String, String> extraParameters,
      @Nullable String onUnauthenticated) {
    if (timeout != null && (timeout < 1 || timeout > 604_800)) {
      throw Checks.invalid(
          "The session timeout '" + timeout + "' must be from 1 to 604800 seconds");
    }
    if (extraParameters.size() > 10) {
      throw Checks.invalid("At most 10 extra authentication request parameters may be specified");
    }
    return new RuleAction.Session(
        cookie == null ? "AWSELBAuthSessionCookie" : cookie,
        scope == null ? "openid" : scope,
        timeout == null ? 604_800 : timeout,
        extraParameters,
        Checks.oneOf(
            onUnauthenticated,
            "onUnauthenticatedRequest",
            "authenticate",
            "authenticate",
            "allow",
            "deny"));
  }

  JwtValidation jwt(JwtValidationActionConfig config) {
    https(config.jwksEndpoint(), "JwksEndpoint");
    Checks.length(config.jwksEndpoint(), "jwksEndpoint", 256);
    Checks.length(config.issuer(), "issuer", 256);
    if (config.additionalClaims().size() > 10) {
      throw Checks.invalid("At most 10 additional claims may be specified");
    }
    return new JwtValidation(
        config.jwksEndpoint(),
        config.issuer(),
        config.additionalClaims().stream().map(AuthenticationReader::claim).toList());
  }

  private static JwtValidation.AdditionalClaim claim(JwtValidationActionAdditionalClaim claim) {
    if (STANDARD_CLAIMS.contains(claim.name())) {
      throw Checks.invalid(
          "The claim '" + claim.name() + "' is always validated and cannot be specified");
    }
    String format =
        Checks.oneOf(
            claim.formatAsString(),
            "format",
            "single-string",
            "single-string",
            "string-array",
            "space-separated-values");
    if (claim.values().isEmpty() || claim.values().size() > 10) {
      throw Checks.invalid("The claim '" + claim.name() + "' must have 1 to 10 values");
    }
    for (String value : claim.values()) {
      Checks.length(value, "values", 256);
      if (format.equals("space-separated-values") && value.contains(" ")) {
        throw Checks.invalid(
            "The value '" + value + "' of claim '" + claim.name() + "' has a space");
      }
    }
    return new JwtValidation.AdditionalClaim(claim.name(), format, claim.values());
  }

  private static void https(String url, String member) {
    if (!url.startsWith("https://")) {
      throw Checks.invalid(member + " '" + url + "' must be an https URL");
    }
  }
}
