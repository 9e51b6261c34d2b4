package dev.weir.proxy.auth;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.AuthenticationResult;
import dev.weir.proxy.exchange.AuthenticationResult.Answer;
import dev.weir.proxy.exchange.AuthenticationResult.Proceed;
import dev.weir.proxy.exchange.Authenticator;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.secret.InstallKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the authenticating actions, each request on a virtual thread of its own.
public final class Authentication implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

  private final OidcFlow flow;
  private final JwtCheck jwt;
  private final Map<String, String> cognitoSecrets;

  /// @param tls trusts the identity providers
  /// @param cognitoSecrets of app clients of Cognito by their id: ALB asks Cognito for them
  public Authentication(
      InstallKey key,
      IdentityTokens identityTokens,
      SSLContext tls,
      Map<String, String> cognitoSecrets,
      Clock clock) {
    this.cognitoSecrets = Map.copyOf(cognitoSecrets);
    IdpClient idp = new IdpClient(tls);
    flow =
        new OidcFlow(
            new TokenCalls(idp, clock),
            new SessionCookies(key),
            new SignInState.Seal(key),
            identityTokens,
            clock);
    jwt = new JwtCheck(new KeySets(idp, clock), clock);
  }

  @Override
  public void authenticate(
      RuleAction action,
      LoadBalancer loadBalancer,
      Listener listener,
      HttpHead request,
      Callback callback) {
    Thread.ofVirtual()
        .name("authenticate")
        .start(() -> callback.onResult(result(action, loadBalancer, request)));
  }

  private AuthenticationResult result(
      RuleAction action, LoadBalancer loadBalancer, HttpHead request) {
    try {
      return decide(action, loadBalancer, request);
    } catch (AuthException e) {
      return new Answer(e.status(), List.of(), e.reason());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer(500, List.of(), internalError(action));
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("loadBalancer", loadBalancer.arn())
          .addKeyValue("action", action.type())
          .setCause(e)
          .log("authentication failed");
      return new Answer(500, List.of(), internalError(action));
    }
  }

  private static String internalError(RuleAction action) {
    return action instanceof RuleAction.JwtValidation
        ? "JWTValidationInternalError"
        : "AuthUnhandledException";
  }

  private AuthenticationResult decide(
      RuleAction action, LoadBalancer loadBalancer, HttpHead request)
      throws AuthException, InterruptedException {
    return switch (action) {
      case RuleAction.AuthenticateOidc oidc ->
          flow.authenticate(OidcProvider.of(oidc), loadBalancer, request);
      case RuleAction.AuthenticateCognito cognito ->
          flow.authenticate(provider(cognito), loadBalancer, request);
      case RuleAction.JwtValidation validation -> {
        jwt.check(validation, request);
        yield new Proceed(List.of(), List.of());
      }
      case RuleAction.Forward _, RuleAction.Redirect _, RuleAction.FixedResponse _ ->
          throw new IllegalArgumentException("action " + action.type() + " does not authenticate");
    };
  }

  private OidcProvider provider(RuleAction.AuthenticateCognito action) {
    return OidcProvider.of(action, cognitoSecrets.getOrDefault(action.userPoolClientId(), ""));
  }

  @Override
  public boolean isCallback(RuleAction action, HttpHead request) {
    if (!RequestUri.of(request).isCallback()) {
      return false;
    }
    return switch (action) {
      case RuleAction.AuthenticateOidc oidc -> flow.began(OidcProvider.of(oidc), request);
      case RuleAction.AuthenticateCognito cognito -> flow.began(provider(cognito), request);
      case RuleAction.JwtValidation _,
          RuleAction.Forward _,
          RuleAction.Redirect _,
          RuleAction.FixedResponse _ ->
          false;
    };
  }
}
