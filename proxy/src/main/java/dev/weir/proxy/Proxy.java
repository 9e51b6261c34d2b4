package dev.weir.proxy;

import dev.weir.elb.ElbSnapshot;
import dev.weir.proxy.engine.Applied;
import dev.weir.proxy.engine.Engine;

/// The data plane: serves the load balancers of the last snapshot it was given.
public final class Proxy implements AutoCloseable {
  private final Engine engine;

  private Proxy(Engine engine) {
    this.engine = engine;
  }

  /// Starts the event loops. Nothing is bound before the first {@link #apply}.
  public static Proxy start(ProxyConfig config) {
    return new Proxy(
        Engine.start(
            new Engine.Setup(
                config.addressBook(),
                config.frontDoor(),
                config.eventLoops(),
                config.selectors(),
                config.observer(),
                config.authenticator(),
                config.clock())));
  }

  /// Serves a snapshot from now on. Blocks until its listeners are bound; open connections and
  /// requests under way go on. To be called by one thread after the other, snapshots in ascending
  /// revision.
  ///
  /// @return which listeners accept connections where, and which do not and why: what marks a load
  ///   balancer as active and tells the URL that works
  public Applied apply(ElbSnapshot snapshot) {
    return engine.apply(snapshot);
  }

  /// Closes all listeners and connections.
  @Override
  public void close() {
    engine.close();
  }
}
