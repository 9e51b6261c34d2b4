package dev.weir.proxy.target;

import dev.weir.elb.Target.TargetKey;

/// What a stickiness cookie says.
///
/// @param group the hash of the target group's ARN
/// @param target the pinned target; for target-group cookies an empty one
/// @param expiresSecond Unix time after which the cookie is worth nothing, whatever its `Expires`
record StickyCookie(Kind kind, long group, TargetKey target, long expiresSecond) {
  static final TargetKey NO_TARGET = new TargetKey("", 0);

  enum Kind {
    TARGET,
    APPLICATION,
    GROUP
  }
}
