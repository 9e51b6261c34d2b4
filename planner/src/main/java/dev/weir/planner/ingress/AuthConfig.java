package dev.weir.planner.ingress;

import java.util.Map;
import java.util.Optional;

/// How clients are authenticated before a backend sees their requests.
record AuthConfig(
    Type type,
    Optional<Cognito> cognito,
    Optional<Oidc> oidc,
    String onUnauthenticatedRequest,
    String scope,
    String sessionCookieName,
    long sessionTimeout) {

  /// The kind of identity provider.
  enum Type {
    NONE,
    COGNITO,
    OIDC
  }

  /// A Cognito user pool.
  record Cognito(
      String userPoolArn,
      String userPoolClientId,
      String userPoolDomain,
      Map<String, String> extraParams) {}

  /// An OpenID Connect provider.
  ///
  /// @param secretName the Secret with the client's id and secret
  record Oidc(
      String issuer,
      String authorizationEndpoint,
      String tokenEndpoint,
      String userInfoEndpoint,
      String secretName,
      Map<String, String> extraParams) {}
}
