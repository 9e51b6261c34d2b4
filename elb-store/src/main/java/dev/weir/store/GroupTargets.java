package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import java.util.List;

/// The targets of one target group in the order of registration.
public record GroupTargets(Arn targetGroupArn, List<RegisteredTarget> targets) {
  public GroupTargets {
    targets = List.copyOf(targets);
  }
}
