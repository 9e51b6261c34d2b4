package dev.weir.proxy.exchange;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;

/// Does the authenticating actions (`authenticate-oidc`, `authenticate-cognito`, `jwt-validation`).
public interface Authenticator {

  /// Begins to authenticate a request. The callback is called exactly once, at once or later, on
  /// any thread. The request is a copy that stays valid.
  void authenticate(
      RuleAction action,
      LoadBalancer loadBalancer,
      Listener listener,
      HttpHead request,
      Callback callback);

  /// Whether the request belongs to this action whatever the rules say: the provider's answer at
  /// `/oauth2/idpresponse` to a sign-in that the action began. Called on the event loop.
  boolean isCallback(RuleAction action, HttpHead request);

  /// Where the result goes.
  interface Callback {
    void onResult(AuthenticationResult result);
  }
}
