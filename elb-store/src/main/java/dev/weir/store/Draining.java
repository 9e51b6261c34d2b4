package dev.weir.store;

import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetGroupAttributes;
import java.time.Duration;
import java.time.Instant;

/// How long a deregistered target lingers.
final class Draining {
  private Draining() {}

  /// The group's deregistration delay; none for functions.
  static Duration delay(TargetGroup group) {
    String seconds = group.attribute(TargetGroupAttributes.DEREGISTRATION_DELAY);
    return seconds.isEmpty() ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(seconds));
  }

  static boolean isOver(StateView state, Arn group, RegisteredTarget target, Instant now) {
    if (target.drainingSince().isEmpty()) {
      return false;
    }
    Duration delay =
        state.find(Tables.TARGET_GROUPS, group.value()).map(Draining::delay).orElse(Duration.ZERO);
    return !now.isBefore(target.drainingSince().get().plus(delay));
  }

  /// Whether any target's delay is over.
  static boolean isDue(StateView state, Instant now) {
    return state.all(Tables.TARGETS).values().stream()
        .anyMatch(group ->
            group.targets().stream()
                .anyMatch(target -> isOver(state, group.targetGroupArn(), target, now)));
  }
}
