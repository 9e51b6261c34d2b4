package dev.weir.proxy.engine;

import dev.weir.elb.Arn;
import dev.weir.elb.ProtocolVersion;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupAttributes;
import dev.weir.elb.TargetGroupProtocol;
import dev.weir.proxy.exchange.TargetEndpoint;
import java.net.InetSocketAddress;

/// A target with one connection pool per event loop. Lives as long as its target stays registered
/// with the same address and protocol.
final class PooledEndpoint implements TargetEndpoint {
  private volatile TargetGroup targetGroup;
  private volatile RegisteredTarget target;
  private final InetSocketAddress address;
  final TargetPool[] pools;
  final Http2TargetPool[] http2Pools;
  final boolean secure;
  final ProtocolVersion version;

  PooledEndpoint(
      TargetGroup targetGroup, RegisteredTarget target, InetSocketAddress address, int loops) {
    this.targetGroup = targetGroup;
    this.target = target;
    this.address = address;
    this.secure = targetGroup.protocol() == TargetGroupProtocol.HTTPS;
    ProtocolVersion given = targetGroup.protocolVersion();
    this.version = given == null ? ProtocolVersion.HTTP1 : given;
    this.pools = new TargetPool[loops];
    this.http2Pools = new Http2TargetPool[loops];
    for (int i = 0; i < loops; i++) {
      pools[i] = new TargetPool();
      http2Pools[i] = new Http2TargetPool();
    }
  }

  /// Whether a registration of a newer snapshot can go on with these pools.
  boolean serves(TargetGroup newGroup, RegisteredTarget newTarget, InetSocketAddress newAddress) {
    ProtocolVersion given = newGroup.protocolVersion();
    return newGroup.arn().equals(targetGroup.arn())
        && newTarget.key().equals(target.key())
        && newAddress.equals(address)
        && secure == (newGroup.protocol() == TargetGroupProtocol.HTTPS)
        && version == (given == null ? ProtocolVersion.HTTP1 : given);
  }

  void refresh(TargetGroup newGroup, RegisteredTarget newTarget) {
    targetGroup = newGroup;
    target = newTarget;
  }

  /// Whether requests under way end with the registration: its deregistration delay is over. A
  /// target that goes in another way, such as with its group, is left to finish.
  boolean endsWithRegistration() {
    return target.draining()
        || targetGroup.attribute(TargetGroupAttributes.DEREGISTRATION_DELAY).equals("0");
  }

  @Override
  public Arn targetGroup() {
    return targetGroup.arn();
  }

  @Override
  public RegisteredTarget target() {
    return target;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }
}
