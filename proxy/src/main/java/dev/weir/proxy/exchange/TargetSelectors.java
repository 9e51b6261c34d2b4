package dev.weir.proxy.exchange;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.RuleAction;

/// Makes selectors. Called on the thread that applies snapshots, never on an event loop.
public interface TargetSelectors {

  /// Takes over the targets of a snapshot. The engine calls this before it compiles the rules.
  void apply(ElbSnapshot snapshot, EndpointSource endpoints);

  /// Whether healthy targets of the group get the requests that come in through a node of this
  /// zone. Called on event loops.
  default boolean serves(Arn group, String zone) {
    return true;
  }

  /// The selector of a forward action of this listener.
  ForwardSelector selector(RuleAction.Forward action, Listener listener);
}
