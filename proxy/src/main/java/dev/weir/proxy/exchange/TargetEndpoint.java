package dev.weir.proxy.exchange;

import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import java.net.InetSocketAddress;

/// A registered target that requests can be sent to, with its connection pools. Made by the engine;
/// the same object as long as group, target and address stay the same.
public interface TargetEndpoint {

  Arn targetGroup();

  RegisteredTarget target();

  /// Where connections really go, as the address book said.
  InetSocketAddress address();
}
