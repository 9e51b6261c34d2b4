package dev.weir.proxy.auth;

import dev.weir.elb.RuleAction.AuthenticateCognito;
import dev.weir.elb.RuleAction.AuthenticateOidc;
import dev.weir.elb.RuleAction.Session;
import java.net.URI;

/// Where users of one action sign in.
///
/// @param clientSecret empty for a public client
record OidcProvider(
    String issuer,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI userInfoEndpoint,
    String clientId,
    String clientSecret,
    Session session) {

  static OidcProvider of(AuthenticateOidc action) {
    String secret = action.clientSecret();
    return new OidcProvider(
        action.issuer(),
        URI.create(action.authorizationEndpoint()),
        URI.create(action.tokenEndpoint()),
        URI.create(action.userInfoEndpoint()),
        action.clientId(),
        secret == null ? "" : secret,
        action.session());
  }

  /// The endpoints of a user pool follow from its domain (Amazon Cognito, "User pool endpoints and
  /// managed login reference").
  ///
  /// @param clientSecret which the action does not have; empty for a public client
  static OidcProvider of(AuthenticateCognito action, String clientSecret) {
    String[] arn = action.userPoolArn().split(":", 6);
    String region = arn[3];
    String pool = arn[5].substring(arn[5].indexOf('/') + 1);
    String domain = action.userPoolDomain();
    String host =
        domain.indexOf('.') >= 0 ? domain : domain + ".auth." + region + ".amazoncognito.com";
    String base = "https://" + host + "/oauth2/";
    return new OidcProvider(
        "https://cognito-idp." + region + ".amazonaws.com/" + pool,
        URI.create(base + "authorize"),
        URI.create(base + "token"),
        URI.create(base + "userInfo"),
        action.userPoolClientId(),
        clientSecret,
        action.session());
  }

  /// What sessions are bound to: those of another issuer or client are none.
  String identity() {
    return issuer + " " + clientId;
  }
}
