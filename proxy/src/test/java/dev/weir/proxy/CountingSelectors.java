package dev.weir.proxy;

import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.Listener;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.exchange.EndpointSource;
import dev.weir.proxy.exchange.ForwardSelector;
import dev.weir.proxy.exchange.HeaderSink;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.exchange.TargetSelectors;
import java.util.concurrent.atomic.AtomicLong;

/// Chooses as the plain ones do, and counts the requests that have not ended.
final class CountingSelectors implements TargetSelectors {
  private final PlainSelectors plain = new PlainSelectors();
  private final AtomicLong chosen = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  long chosen() {
    return chosen.get();
  }

  /// Negative when a request ended twice.
  long inFlight() {
    return chosen.get() - ended.get();
  }

  @Override
  public void apply(ElbSnapshot snapshot, EndpointSource endpoints) {
    plain.apply(snapshot, endpoints);
  }

  @Override
  public ForwardSelector selector(RuleAction.Forward action, Listener listener) {
    ForwardSelector selector = plain.selector(action, listener);
    return new ForwardSelector() {
      @Override
      public void select(HttpHead request, TargetSelection selection) {
        selector.select(request, selection);
        if (selection.endpoint != null) {
          chosen.incrementAndGet();
        }
      }

      @Override
      public void onResponse(TargetSelection selection, HttpHead response, HeaderSink sink) {
        selector.onResponse(selection, response, sink);
      }

      @Override
      public void onEnd(TargetSelection selection, Outcome outcome, int status) {
        selector.onEnd(selection, outcome, status);
        ended.incrementAndGet();
      }
    };
  }
}
