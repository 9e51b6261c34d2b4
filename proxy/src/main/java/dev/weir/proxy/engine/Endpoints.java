package dev.weir.proxy.engine;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.proxy.exchange.EndpointSource;
import dev.weir.proxy.exchange.TargetEndpoint;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The endpoints of all registered targets. One that stays registered keeps its connections through
/// snapshots; one that goes lets its idle connections go, while those in use end by themselves.
/// Used by the thread that applies snapshots.
final class Endpoints implements EndpointSource {
  private final AddressBook addressBook;
  private final List<LoopState> loops;
  private Map<Key, PooledEndpoint> current = new HashMap<>();
  private Map<Key, PooledEndpoint> next = new HashMap<>();

  Endpoints(AddressBook addressBook, Collection<LoopState> loops) {
    this.addressBook = addressBook;
    this.loops = List.copyOf(loops);
  }

  private record Key(Arn targetGroup, Target.TargetKey target) {}

  @Override
  public TargetEndpoint endpoint(TargetGroup targetGroup, RegisteredTarget target) {
    Key key = new Key(targetGroup.arn(), target.key());
    InetSocketAddress address = addressBook.bound(target.address(), target.target().port());
    PooledEndpoint known = next.getOrDefault(key, current.get(key));
    if (known != null && known.serves(targetGroup, target, address)) {
      known.target(target);
    } else {
      known = new PooledEndpoint(targetGroup, target, address, loops.size());
    }
    next.put(key, known);
    return known;
  }

  /// Everything that was not asked for since the last call is gone.
  void commit() {
    for (var entry : current.entrySet()) {
      PooledEndpoint old = entry.getValue();
      if (next.get(entry.getKey()) != old) {
        for (LoopState loop : loops) {
          loop.loop.execute(() -> {
            old.pools[loop.index].close();
            old.http2Pools[loop.index].close();
          });
        }
      }
    }
    current = next;
    next = new HashMap<>();
  }
}
