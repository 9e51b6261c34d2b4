package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.AuthAnnotations;
import dev.weir.planner.annotation.JsonValue;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleAction.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The annotations on authentication. Providers are parsed whenever they are there, whatever the
/// type.
final class AuthReader {

  private static final long WEEK_SECONDS = 604_800;

  private AuthReader() {}

  static AuthConfig read(Annotations annotations) {
    return new AuthConfig(
        type(annotations),
        annotations.json(AuthAnnotations.AUTH_IDP_COGNITO, AuthReader::cognito),
        annotations.json(AuthAnnotations.AUTH_IDP_OIDC, AuthReader::oidc),
        annotations.string(AuthAnnotations.AUTH_ON_UNAUTHENTICATED_REQUEST).orElse("authenticate"),
        annotations.string(AuthAnnotations.AUTH_SCOPE).orElse("openid"),
        annotations.string(AuthAnnotations.AUTH_SESSION_COOKIE).orElse("AWSELBAuthSessionCookie"),
        annotations.int64(AuthAnnotations.AUTH_SESSION_TIMEOUT).orElse(WEEK_SECONDS));
  }

  /// What `jwt-validation` asks for; only Ingresses may carry it.
  static Optional<RuleAction.JwtValidation> jwt(Annotations annotations) {
    return annotations.json(AuthAnnotations.JWT_VALIDATION, AuthReader::jwtValidation);
  }

  private static AuthConfig.Type type(Annotations annotations) {
    String type = annotations.string(AuthAnnotations.AUTH_TYPE).orElse("none");
    return switch (type) {
      case "none" -> AuthConfig.Type.NONE;
      case "cognito" -> AuthConfig.Type.COGNITO;
      case "oidc" -> AuthConfig.Type.OIDC;
      default ->
          throw PlanError.inField(AuthAnnotations.AUTH_TYPE.key(), "unknown authType: " + type);
    };
  }

  private static AuthConfig.Cognito cognito(JsonValue json) {
    return new AuthConfig.Cognito(
        json.string("userPoolARN").orElse(""),
        json.string("userPoolClientID").orElse(""),
        json.string("userPoolDomain").orElse(""),
        extraParams(json));
  }

  private static AuthConfig.Oidc oidc(JsonValue json) {
    return new AuthConfig.Oidc(
        json.string("issuer").orElse(""),
        json.string("authorizationEndpoint").orElse(""),
        json.string("tokenEndpoint").orElse(""),
        json.string("userInfoEndpoint").orElse(""),
        json.string("secretName").orElse(""),
        extraParams(json));
  }

  private static Map<String, String> extraParams(JsonValue json) {
    return json.member("authenticationRequestExtraParams")
        .map(params -> params.members(JsonValue::asString))
        .orElse(Map.of());
  }

  private static RuleAction.JwtValidation jwtValidation(JsonValue json) {
    String jwks = json.string("jwksEndpoint").orElse("");
    String issuer = json.string("issuer").orElse("");
    List<Claim> claims =
        json.list(
            "additionalClaims",
            claim ->
                new Claim(
                    claim.string("format").orElse(""),
                    claim.string("name").orElse(""),
                    claim.strings("values")));
    require(!jwks.isEmpty(), "jwksEndpoint is a required field for jwt validation");
    require(!issuer.isEmpty(), "issuer is a required field for jwt validation");
    for (Claim claim : claims) {
      String where = " for additional claims for jwt validation";
      require(!claim.format().isEmpty(), "format is a required field" + where);
      require(!claim.name().isEmpty(), "name is a required field" + where);
      require(!claim.values().isEmpty(), "values must not be empty" + where);
    }
    return new RuleAction.JwtValidation(jwks, issuer, claims);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw PlanError.inField(AuthAnnotations.JWT_VALIDATION.key(), message);
    }
  }
}
