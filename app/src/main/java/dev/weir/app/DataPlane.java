package dev.weir.app;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.TargetHealthSource;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.engine.Applied;
import dev.weir.store.ElbStore;
import dev.weir.store.Subscription;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins the store to the proxy: every snapshot is applied, and a load balancer whose listeners are
/// bound becomes active.
final class DataPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataPlane.class);

  private final ElbStore store;
  private final Proxy proxy;
  private final BiConsumer<ElbSnapshot, Applied> afterwards;
  private final Subscription subscription;
  private Set<Applied.ListenerFailure> reported = Set.of();

  /// @param afterwards told of every snapshot that is served, with what is bound where
  DataPlane(ElbStore store, Proxy proxy, BiConsumer<ElbSnapshot, Applied> afterwards) {
    this.store = store;
    this.proxy = proxy;
    this.afterwards = afterwards;
    this.subscription = store.subscribe(this::serve);
  }

  private void serve(ElbSnapshot snapshot) {
    Applied applied = proxy.apply(snapshot);
    report(applied.failures());
    Set<Arn> failed = new HashSet<>();
    applied.failures().forEach(failure -> failed.add(failure.loadBalancer()));
    applied.bound().forEach(bound -> failed.remove(bound.loadBalancer()));
    for (LoadBalancer loadBalancer : snapshot.loadBalancers().values()) {
      if (failed.contains(loadBalancer.arn())) {
        store.markFailed(loadBalancer.arn());
      } else {
        store.markActive(loadBalancer.arn());
      }
    }
    afterwards.accept(snapshot, applied);
  }

  /// Every failure is logged once, not with every snapshot.
  private void report(List<Applied.ListenerFailure> failures) {
    for (Applied.ListenerFailure failure : failures) {
      if (!reported.contains(failure)) {
        LOG.warn("{}: {}", failure.listener(), failure.reason());
      }
    }
    reported = Set.copyOf(failures);
  }

  @Override
  public void close() {
    subscription.close();
    proxy.close();
  }

  /// Where target health is asked for before the data plane runs.
  static TargetHealthSource nothingKnown() {
    return (targetGroup, target) -> java.util.Optional.empty();
  }
}
