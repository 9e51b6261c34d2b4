package dev.weir.controller.deploy;

import dev.weir.planner.crd.TargetGroupBindingSpec.IpBlock;
import dev.weir.planner.crd.TargetGroupBindingSpec.Networking;
import dev.weir.planner.crd.TargetGroupBindingSpec.NetworkingPeer;
import dev.weir.planner.crd.TargetGroupBindingSpec.NetworkingPort;
import dev.weir.planner.crd.TargetGroupBindingSpec.NetworkingRule;
import dev.weir.planner.crd.TargetGroupBindingSpec.SecurityGroup;
import dev.weir.planner.stack.BindingNetworking;
import org.jspecify.annotations.Nullable;

/// The networking of a binding with the ids of the security groups that the deployment made.
final class ResolvedNetworking {
  private ResolvedNetworking() {}

  static @Nullable Networking of(@Nullable BindingNetworking networking, Deployment deployment) {
    return networking == null
        ? null
        : new Networking(
            networking.ingress().stream().map(rule -> rule(rule, deployment)).toList());
  }

  private static NetworkingRule rule(BindingNetworking.Rule rule, Deployment deployment) {
    return new NetworkingRule(
        rule.from().stream().map(peer -> peer(peer, deployment)).toList(),
        rule.ports().stream().map(p -> new NetworkingPort(p.protocol(), p.port())).toList());
  }

  private static NetworkingPeer peer(BindingNetworking.Peer peer, Deployment deployment) {
    return new NetworkingPeer(
        peer.ipBlock() == null ? null : new IpBlock(peer.ipBlock().cidr()),
        peer.securityGroup() == null
            ? null
            : new SecurityGroup(deployment.resolve(peer.securityGroup().groupId())));
  }
}
