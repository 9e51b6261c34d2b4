package dev.weir.proxy.target;

import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import dev.weir.proxy.exchange.EndpointSource;
import dev.weir.proxy.exchange.TargetEndpoint;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// An endpoint without connections; the same for the same group, target and address.
record TestEndpoint(Arn targetGroup, RegisteredTarget target, InetSocketAddress address)
    implements TargetEndpoint {

  static EndpointSource source() {
    Map<String, TargetEndpoint> known = new HashMap<>();
    return (group, target) ->
        known.computeIfAbsent(
            group.arn() + " " + target.key() + " " + target.address(),
            _ ->
                new TestEndpoint(
                    group.arn(),
                    target,
                    InetSocketAddress.createUnresolved(target.address(), target.target().port())));
  }
}
