package dev.weir.app;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.proxy.engine.Applied;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The snapshot that the data plane serves, and where.
record Serving(ElbSnapshot snapshot, Applied applied) {
  static final Serving NOTHING =
      new Serving(ElbSnapshot.EMPTY, new Applied(0, List.of(), List.of()));

  /// Where a listener accepts connections, its own address before the shared front door.
  Optional<InetSocketAddress> bound(Arn listener) {
    return applied.bound().stream()
        .filter(each -> each.listener().equals(listener))
        .min(Comparator.comparing(Applied.BoundListener::shared))
        .map(Applied.BoundListener::address);
  }
}
