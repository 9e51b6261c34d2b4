package dev.weir.proxy.engine;

import dev.weir.elb.AddressBook;
import dev.weir.elb.ElbSnapshot;
import dev.weir.proxy.exchange.Authenticator;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.TargetSelectors;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The running data plane: event loops, and what they serve.
public final class Engine implements AutoCloseable {
  final ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
  final Failures failures = new Failures();
  final ExchangeObserver observer;
  final Authenticator authenticator;
  final Connections connections;
  final TargetConnector connector;
  final Transport transport;
  final EventLoopGroup group;
  private final Map<EventExecutor, LoopState> loops = new IdentityHashMap<>();
  private final SnapshotApplier applier;

  private Engine(Setup setup) {
    observer = setup.observer();
    authenticator = setup.authenticator();
    connections = new Connections(observer);
    transport = Transport.best();
    connector = new TargetConnector(transport);
    group =
        new MultiThreadIoEventLoopGroup(
            setup.eventLoops(),
            new DefaultThreadFactory("weir-proxy", true),
            transport.ioHandler());
    int index = 0;
    for (EventExecutor loop : group) {
      loops.put(loop, new LoopState(index++, (EventLoop) loop, this, setup.clock()));
    }
    Endpoints endpoints = new Endpoints(setup.addressBook(), loops.values());
    applier = new SnapshotApplier(this, setup, endpoints);
  }

  /// What an engine is made of.
  ///
  /// @param frontDoor the address of the shared door, null for none
  /// @param eventLoops at least 1
  public record Setup(
      AddressBook addressBook,
      @Nullable String frontDoor,
      int eventLoops,
      TargetSelectors selectors,
      ExchangeObserver observer,
      Authenticator authenticator,
      Clock clock) {
    public Setup {
      if (eventLoops < 1) {
        throw new IllegalArgumentException("event loops: " + eventLoops + " (expected: 1 or more)");
      }
    }
  }

  public static Engine start(Setup setup) {
    Engine engine = new Engine(setup);
    engine.loops.values().forEach(LoopState::start);
    return engine;
  }

  /// Takes over a snapshot and returns when new connections are served by it.
  public Applied apply(ElbSnapshot snapshot) {
    return applier.apply(snapshot);
  }

  public String transportName() {
    return transport.name();
  }

  LoopState loop(EventExecutor executor) {
    LoopState state = loops.get(executor);
    if (state == null) {
      throw new IllegalStateException("not an event loop of this engine: " + executor);
    }
    return state;
  }

  @Override
  public void close() {
    applier.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
