package dev.weir.console;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/// One source of one inbound rule of a security group.
///
/// @param ports `80`, `8000–8100` or `all`
/// @param source an address block, a security group or a prefix list
/// @param description empty when there is none
public record PermissionRow(String protocol, String ports, String source, String description) {

  public static List<PermissionRow> inbound(SecurityGroup group) {
    List<PermissionRow> rows = new ArrayList<>();
    for (IpPermission each : group.ipPermissions()) {
      each.ipRanges().forEach(range -> rows.add(row(each, range.cidrIp(), range.description())));
      each.ipv6Ranges()
          .forEach(range -> rows.add(row(each, range.cidrIpv6(), range.description())));
      each.userIdGroupPairs()
          .forEach(pair -> rows.add(row(each, pair.groupId(), pair.description())));
      each.prefixListIds()
          .forEach(list -> rows.add(row(each, list.prefixListId(), list.description())));
    }
    return rows;
  }

  private static PermissionRow row(
      IpPermission permission, String source, @Nullable String description) {
    return new PermissionRow(
        "-1".equals(permission.ipProtocol())
            ? "all"
            : permission.ipProtocol().toUpperCase(java.util.Locale.ROOT),
        ports(permission),
        source,
        description == null ? "" : description);
  }

  private static String ports(IpPermission permission) {
    Integer from = permission.fromPort();
    if (from == null || from < 0) {
      return "all";
    }
    return from.equals(permission.toPort())
        ? String.valueOf(from)
        : from + "–" + permission.toPort();
  }
}
