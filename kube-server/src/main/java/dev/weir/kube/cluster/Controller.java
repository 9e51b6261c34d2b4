package dev.weir.kube.cluster;

import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import java.util.function.Consumer;

/// Brings one kind of object, and what follows from it, to what its spec says.
///
/// A look must be safe to repeat: it reads the store, and writes only what differs.
interface Controller {
  /// As it appears in the source of events, for instance `deployment-controller`.
  String name();

  /// Is called once before all else, with a way to ask for a look from elsewhere.
  default void attach(Consumer<ResourceKey> look) {}

  /// Tells which objects to look at after a change. Called from one thread, must not block.
  void onChange(Change change, Consumer<ResourceKey> look);

  /// Looks at one object, which may be gone. Never called twice at once for one key.
  Outcome reconcile(ResourceKey key) throws InterruptedException;
}
