package dev.weir.proxy.target;

import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupAttributes;

/// When too few targets are healthy, so that all get requests
/// (`target_group_health.unhealthy_state_routing.minimum_healthy_targets`). Either limit suffices.
///
/// @param minimumCount at least 1
/// @param minimumPercentage 0 when off
record FailOpen(int minimumCount, int minimumPercentage) {

  static FailOpen of(TargetGroup group) {
    String percentage = group.attribute(TargetGroupAttributes.ROUTING_MINIMUM_PERCENTAGE);
    String count = group.attribute(TargetGroupAttributes.ROUTING_MINIMUM_COUNT);
    return new FailOpen(
        count.isEmpty() ? 1 : Integer.parseInt(count),
        percentage.isEmpty() || percentage.equals("off") ? 0 : Integer.parseInt(percentage));
  }

  /// @param healthy of `all` targets, at most as many
  boolean applies(int healthy, int all) {
    return healthy < minimumCount || healthy * 100L < (long) minimumPercentage * all;
  }
}
