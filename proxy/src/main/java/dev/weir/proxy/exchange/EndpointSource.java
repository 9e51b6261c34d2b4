package dev.weir.proxy.exchange;

import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.TargetGroup;

/// Where target selection gets endpoints from while it takes over a snapshot.
public interface EndpointSource {

  /// The endpoint of a registered target.
  TargetEndpoint endpoint(TargetGroup targetGroup, RegisteredTarget target);
}
