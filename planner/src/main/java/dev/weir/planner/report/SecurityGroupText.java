package dev.weir.planner.report;

import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.SecurityGroupSpec.Permission;
import dev.weir.planner.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Security groups in words: what they admit.
final class SecurityGroupText {

  private SecurityGroupText() {}

  static void write(Stack stack, TextStyle style, Lines lines) {
    for (SecurityGroupSpec spec : stack.specs(SecurityGroupSpec.class).values()) {
      lines.add(1, "Security group " + style.bold(spec.groupName()));
      spec.ingress().forEach(permission -> lines.add(2, "admits " + of(permission)));
    }
  }

  /// `tcp 80 from 10.0.0.0/8`.
  static String of(Permission permission) {
    List<String> sources = new ArrayList<>();
    permission.ipRanges().forEach(range -> sources.add(range.cidr()));
    permission.ipv6Ranges().forEach(range -> sources.add(range.cidr()));
    permission.prefixLists().forEach(list -> sources.add("prefix list " + list.listId()));
    permission.userIdGroupPairs().forEach(pair -> sources.add(pair.groupId()));
    return (permission.ipProtocol() + " " + ports(permission)).strip()
        + " from "
        + String.join(", ", sources);
  }

  private static String ports(Permission permission) {
    Integer from = permission.fromPort();
    Integer to = permission.toPort();
    if (from == null || to == null) {
      return "";
    }
    if (permission.ipProtocol().startsWith("icmp")) {
      return "type " + from + " code " + to;
    }
    return Objects.equals(from, to) ? from.toString() : from + "-" + to;
  }
}
