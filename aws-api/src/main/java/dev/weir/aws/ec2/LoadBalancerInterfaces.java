package dev.weir.aws.ec2;

import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerType;
import dev.weir.store.StateView;
import dev.weir.store.Tables;
import dev.weir.store.world.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The network interfaces of load balancers: one for each of their addresses.
final class LoadBalancerInterfaces {
  private LoadBalancerInterfaces() {}

  static List<NetworkInterface> of(StateView state) {
    List<NetworkInterface> interfaces = new ArrayList<>();
    for (LoadBalancer loadBalancer : state.all(Tables.LOAD_BALANCERS).values()) {
      for (int i = 0; i < loadBalancer.addresses().size(); i++) {
        interfaces.add(of(loadBalancer, i));
      }
    }
    return interfaces;
  }

  /// The id follows from that of the load balancer, so that it stays the same.
  private static NetworkInterface of(LoadBalancer loadBalancer, int index) {
    String arn = loadBalancer.arn().value();
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    LoadBalancer.Zone zone = loadBalancer.zones().get(index % loadBalancer.zones().size());
    return new NetworkInterface(
        "eni-" + id + Integer.toHexString(index % 16),
        "ELB " + loadBalancer.dimension(),
        loadBalancer.addresses().get(index),
        zone.zoneName(),
        zone.subnetId(),
        loadBalancer.vpcId(),
        loadBalancer.securityGroups(),
        Optional.empty(),
        loadBalancer.type() == LoadBalancerType.NETWORK ? "network_load_balancer" : "interface",
        Optional.of("amazon-elb"));
  }
}
