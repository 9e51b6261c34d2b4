package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import java.net.InetSocketAddress;
import java.util.List;

/// What became of a snapshot: which listeners accept connections, and which do not and why.
public record Applied(long revision, List<BoundListener> bound, List<ListenerFailure> failures) {
  public Applied {
    bound = List.copyOf(bound);
    failures = List.copyOf(failures);
  }

  /// @param address where connections to the listener are accepted
  /// @param shared whether it is the front door, which other load balancers use too
  public record BoundListener(
      Arn loadBalancer, Arn listener, InetSocketAddress address, boolean shared) {}

  /// @param reason says what was tried and what went wrong
  public record ListenerFailure(Arn loadBalancer, Arn listener, String reason) {}
}
