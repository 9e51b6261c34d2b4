package dev.weir.aws.ec2;

import dev.weir.store.world.SecurityGroup.Rule;
import java.util.Locale;

/// A rule in the words of EC2's messages.
final class SecurityGroupText {
  private SecurityGroupText() {}

  /// `peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW`.
  static String of(Rule rule) {
    if (rule.protocol().equals("-1")) {
      return "peer: " + rule.peer().value() + ", ALL, ALLOW";
    }
    return "peer: "
        + rule.peer().value()
        + ", "
        + rule.protocol().toUpperCase(Locale.ROOT)
        + ", from port: "
        + rule.fromPort()
        + ", to port: "
        + rule.toPort()
        + ", ALLOW";
  }
}
