package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The bound server sockets. Used by the thread that applies snapshots.
final class Ports {
  /// Connections taken in one round of the event loop. By default Netty's epoll takes one, and each
  /// round serves all connections that are there already: of 512 clients that came at once the last
  /// waited for over two seconds (`bench/peers`, h1-small-512).
  private static final int ACCEPTS_PER_ROUND = 128;

  private final Engine engine;
  private final Map<Integer, FrontDoor> frontDoors = new HashMap<>();
  private final Map<InetSocketAddress, Bound> bound = new HashMap<>();

  Ports(Engine engine) {
    this.engine = engine;
  }

  private record Bound(Door door, Channel channel) {}

  /// A listener that should accept connections at an address.
  record Wanted(
      Arn loadBalancer, Listener listener, InetSocketAddress address, Door door, boolean shared) {}

  FrontDoor frontDoor(int port) {
    return frontDoors.computeIfAbsent(port, FrontDoor::new);
  }

  void publish(Map<Integer, List<FrontDoor.Resident>> residents) {
    frontDoors.forEach((port, door) -> door.publish(residents.getOrDefault(port, List.of())));
  }

  /// Closes what nobody wants any more, then binds what is missing.
  Applied bind(long revision, List<Wanted> wanted, List<Applied.ListenerFailure> problems) {
    Map<InetSocketAddress, Wanted> byAddress = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      // The front door stands where a load balancer has no address of its own.
      byAddress.merge(one.address(), one, (a, b) -> b.shared() ? b : a);
    }
    bound
        .entrySet()
        .removeIf(entry -> {
          Wanted now = byAddress.get(entry.getKey());
          boolean gone = now == null || now.door() != entry.getValue().door();
          if (gone) {
            entry.getValue().channel().close().syncUninterruptibly();
          }
          return gone;
        });
    List<Applied.BoundListener> ok = new ArrayList<>();
    List<Applied.ListenerFailure> failures = new ArrayList<>(problems);
    Map<InetSocketAddress, String> failed = new HashMap<>();
    byAddress.forEach((address, one) -> bind(address, one.door(), failed));
    for (Wanted one : wanted) {
      String reason = failed.get(one.address());
      Arn listener = one.listener().arn();
      if (reason == null) {
        ok.add(
            new Applied.BoundListener(one.loadBalancer(), listener, one.address(), one.shared()));
      } else {
        failures.add(new Applied.ListenerFailure(one.loadBalancer(), listener, reason));
      }
    }
    return new Applied(revision, ok, failures);
  }

  private void bind(InetSocketAddress address, Door door, Map<InetSocketAddress, String> failed) {
    if (bound.containsKey(address)) {
      return;
    }
    var binding = bootstrap(door).bind(address).awaitUninterruptibly();
    if (binding.isSuccess()) {
      bound.put(address, new Bound(door, binding.channel()));
    } else {
      Throwable cause = binding.cause();
      String text = cause == null ? "unknown" : String.valueOf(cause.getMessage());
      failed.put(
          address,
          "cannot listen on "
              + address.getAddress().getHostAddress()
              + ":"
              + address.getPort()
              + ": "
              + text);
    }
  }

  private ServerBootstrap bootstrap(Door door) {
    return new ServerBootstrap()
        .group(engine.group)
        .channel(engine.transport.serverSocket())
        .option(ChannelOption.SO_BACKLOG, 4096)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new ServerChannelRecvByteBufAllocator()
                .respectMaybeMoreData(false)
                .maxMessagesPerRead(ACCEPTS_PER_ROUND))
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Transport.WATER_MARK)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                accept(channel, door);
              }
            });
  }

  private void accept(Channel channel, Door door) {
    LoopState loop = engine.loop(channel.eventLoop());
    var client = (InetSocketAddress) channel.remoteAddress();
    if (client == null) {
      channel.close();
      return;
    }
    ClientConnection connection = new ClientConnection(loop, door, client);
    engine.connections.opened(connection);
    if (door.secure()) {
      channel.pipeline().addLast(new TlsAcceptor(loop, connection));
    } else {
      connection.establishedNanos = LoopState.nanos();
      channel.pipeline().addLast(new Http1ClientConnection(loop, connection));
    }
  }

  void close() {
    bound.values().forEach(one -> one.channel().close().syncUninterruptibly());
    bound.clear();
  }
}
