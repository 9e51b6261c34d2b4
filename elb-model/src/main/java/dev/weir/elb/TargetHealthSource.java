package dev.weir.elb;

import java.util.Optional;

/// Where the API asks for the health of targets: the data plane, which checks them.
public interface TargetHealthSource {

  /// The health of a registered target as last observed; empty when the data plane does not know
  /// the target (yet).
  Optional<TargetHealth> health(Arn targetGroup, Target.TargetKey target);
}
