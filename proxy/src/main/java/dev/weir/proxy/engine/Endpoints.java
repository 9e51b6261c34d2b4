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
/// snapshots; one that goes lets its idle connections go, while those in use end by themselves,
/// unless its deregistration delay is over: then they are cut. Used by the thread that applies
/// snapshots.
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
      known.refresh(targetGroup, target);
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
        boolean cut = next.get(entry.getKey()) == null && old.endsWithRegistration();
        for (LoopState loop : loops) {
          loop.loop.execute(() -> end(old, loop.index, cut));
        }
      }
    }
    current = next;
    next = new HashMap<>();
  }

  private static void end(PooledEndpoint endpoint, int loop, boolean cut) {
    if (cut) {
      endpoint.pools[loop].cut();
      endpoint.http2Pools[loop].cut();
    } else {
      endpoint.pools[loop].close();
      endpoint.http2Pools[loop].close();
    }
  }
}
