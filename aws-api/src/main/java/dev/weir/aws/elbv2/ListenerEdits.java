package dev.weir.aws.elbv2;

import dev.weir.elb.Listener;
import dev.weir.elb.RuleAction;
import java.util.List;
import java.util.Map;

/// Copies of a listener with one thing changed.
final class ListenerEdits {
  private ListenerEdits() {}

  static Listener withDefaultActions(Listener listener, List<RuleAction> actions) {
    return copy(listener, actions, listener.attributes());
  }

  static Listener withAttributes(Listener listener, Map<String, String> attributes) {
    return copy(listener, listener.defaultActions(), attributes);
  }

  private static Listener copy(
      Listener listener, List<RuleAction> actions, Map<String, String> attributes) {
    return new Listener(
        listener.arn(),
        listener.loadBalancerArn(),
        listener.port(),
        listener.protocol(),
        actions,
        listener.certificates(),
        listener.sslPolicy(),
        listener.alpnPolicy(),
        listener.mutualAuthentication(),
        attributes);
  }
}
