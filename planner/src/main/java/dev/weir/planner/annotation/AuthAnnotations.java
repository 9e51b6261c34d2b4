package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: authentication by the load balancer, on HTTPS listeners.
public final class AuthAnnotations {

  public static final Annotation AUTH_TYPE =
      new Annotation(
          Annotation.INGRESS_PREFIX + "auth-type",
          Type.STRING,
          "none",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "oidc",
          "How clients are authenticated: none, cognito or oidc.");

  public static final Annotation AUTH_IDP_COGNITO =
      new Annotation(
          Annotation.INGRESS_PREFIX + "auth-idp-cognito",
          Type.JSON,
          "none",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "{\"userPoolARN\": \"arn\", \"userPoolClientID\": \"id\", \"userPoolDomain\": \"d\"}",
          "The Cognito user pool.");

  public static final Annotation AUTH_IDP_OIDC =
      new Annotation(
          Annotation.INGRESS_PREFIX + "auth-idp-oidc",
          Type.JSON,
          "none",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "{\"issuer\": \"https://idp\", \"authorizationEndpoint\": \"https://idp/a\", \"tokenEndpoint\": \"https://idp/t\", \"userInfoEndpoint\": \"https://idp/u\", \"secretName\": \"oidc\"}",
          "The OpenID Connect provider; the Secret holds clientID and clientSecret.");

  public static final Annotation AUTH_ON_UNAUTHENTICATED_REQUEST =
      new Annotation(
          Annotation.INGRESS_PREFIX + "auth-on-unauthenticated-request",
          Type.STRING,
          "authenticate",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "deny",
          "What happens to a client without a session: authenticate, allow or deny.");

  public static final Annotation AUTH_SCOPE =
      new Annotation(
          Annotation.INGRESS_PREFIX + "auth-scope",
          Type.STRING,
          "openid",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "openid email",
          "The claims that are asked for.");

  public static final Annotation AUTH_SESSION_COOKIE =
      new Annotation(
          Annotation.INGRESS_PREFIX + "auth-session-cookie",
          Type.STRING,
          "AWSELBAuthSessionCookie",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "my-session",
          "The name of the session cookie.");

  public static final Annotation AUTH_SESSION_TIMEOUT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "auth-session-timeout",
          Type.INT64,
          "604800",
          Where.INGRESS_AND_SERVICE,
          Merge.PER_OBJECT,
          "86400",
          "The length of a session in seconds.");

  public static final Annotation JWT_VALIDATION =
      new Annotation(
          Annotation.INGRESS_PREFIX + "jwt-validation",
          Type.JSON,
          "none",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "{\"jwksEndpoint\": \"https://idp/jwks\", \"issuer\": \"https://idp\"}",
          "Bearer tokens that requests must carry.");

  static final List<Annotation> ALL =
      List.of(
          AUTH_TYPE,
          AUTH_IDP_COGNITO,
          AUTH_IDP_OIDC,
          AUTH_ON_UNAUTHENTICATED_REQUEST,
          AUTH_SCOPE,
          AUTH_SESSION_COOKIE,
          AUTH_SESSION_TIMEOUT,
          JWT_VALIDATION);

  private AuthAnnotations() {}
}
