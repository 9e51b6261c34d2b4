package dev.weir.proxy;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.AuthenticationResult;
import dev.weir.proxy.exchange.Authenticator;
import dev.weir.proxy.exchange.HttpHead;
import java.util.List;

/// Lets nobody in: the answer where authenticating actions cannot be done.
final class NoAuthenticator implements Authenticator {
  @Override
  public void authenticate(
      RuleAction action,
      LoadBalancer loadBalancer,
      Listener listener,
      HttpHead request,
      Callback callback) {
    callback.onResult(new AuthenticationResult.Answer(500, List.of(), "AuthUnhandledException"));
  }

  @Override
  public boolean isCallback(RuleAction action, HttpHead request) {
    return false;
  }
}
