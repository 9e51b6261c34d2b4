package dev.weir.controller.target;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.planner.FeatureGate;
import java.time.Duration;

/// What decides how bindings are reconciled.
///
/// @param requeue interval of looking at targets that pods wait for
/// @param maxTargets most targets of one target group; 0: no limit
/// @param syncPeriod each binding is checked against AWS at least this often
/// @param failOpen targets on nodes of unknown state serve when there are no others
public record TargetSettings(
    String vpcId, Duration requeue, int maxTargets, Duration syncPeriod, boolean failOpen) {
  public static TargetSettings of(FlagSet flags, String vpcId) {
    return new TargetSettings(
        vpcId,
        flags.get(Flag.TARGET_GROUP_BINDING_REQUEUE),
        flags.get(Flag.MAX_TARGETS_PER_TARGET_GROUP),
        flags.get(Flag.SYNC_PERIOD),
        flags.gates().isEnabled(FeatureGate.ENDPOINTS_FAIL_OPEN));
  }
}
