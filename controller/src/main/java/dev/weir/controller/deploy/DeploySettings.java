package dev.weir.controller.deploy;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.planner.FeatureGates;
import java.time.Duration;
import java.util.Set;

/// What decides how stacks are deployed.
///
/// @param externalManagedTags keys that are never touched
/// @param stabilizationInterval longest wait before looking at a provisioning load balancer again
public record DeploySettings(
    String clusterName,
    String vpcId,
    FeatureGates gates,
    Set<String> externalManagedTags,
    Duration stabilizationInterval,
    AddOns addOns) {
  /// Which services for web application firewalls and protection are called at all.
  public record AddOns(boolean wafv2, boolean wafRegional, boolean shield) {}

  public DeploySettings {
    externalManagedTags = Set.copyOf(externalManagedTags);
  }

  public static DeploySettings of(FlagSet flags, String vpcId) {
    return new DeploySettings(
        flags.get(Flag.CLUSTER_NAME),
        vpcId,
        flags.gates(),
        Set.copyOf(flags.get(Flag.EXTERNAL_MANAGED_TAGS)),
        flags.get(Flag.LB_STABILIZATION_MONITOR_INTERVAL),
        new AddOns(
            flags.get(Flag.ENABLE_WAFV2),
            flags.get(Flag.ENABLE_WAF),
            flags.get(Flag.ENABLE_SHIELD)));
  }
}
