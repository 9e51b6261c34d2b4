package dev.weir.proxy.target;

import static dev.weir.elb.TargetGroupAttributes.APP_COOKIE_DURATION;
import static dev.weir.elb.TargetGroupAttributes.APP_COOKIE_NAME;
import static dev.weir.elb.TargetGroupAttributes.LB_COOKIE_DURATION;
import static dev.weir.elb.TargetGroupAttributes.STICKINESS_ENABLED;
import static dev.weir.elb.TargetGroupAttributes.STICKINESS_TYPE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.elb.TargetGroup;

/// The stickiness of a target group.
///
/// @param cookieName the application's cookie; empty unless the kind is `APP_COOKIE`
record Stickiness(Kind kind, long durationSeconds, String cookieName) {
  static final Stickiness NONE = new Stickiness(Kind.NONE, 0, "");

  enum Kind {
    NONE,
    LB_COOKIE,
    APP_COOKIE
  }

  static Stickiness of(TargetGroup group) {
    if (!group.attribute(STICKINESS_ENABLED).equals("true")) {
      return NONE;
    }
    return switch (group.attribute(STICKINESS_TYPE)) {
      case "lb_cookie" ->
          new Stickiness(Kind.LB_COOKIE, Long.parseLong(group.attribute(LB_COOKIE_DURATION)), "");
      case "app_cookie" ->
          new Stickiness(
              Kind.APP_COOKIE,
              Long.parseLong(group.attribute(APP_COOKIE_DURATION)),
              group.attribute(APP_COOKIE_NAME));
      default -> NONE;
    };
  }

  byte[] cookieNameBytes() {
    return cookieName.getBytes(ISO_8859_1);
  }
}
