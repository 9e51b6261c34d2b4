package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.store.StateView;
import dev.weir.store.Transaction;
import dev.weir.store.world.SecurityGroup;
import dev.weir.store.world.SecurityGroup.Peer;
import dev.weir.store.world.SecurityGroup.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/// Permissions of a request taken apart into rules with one peer each.
///
/// @param egress whether the rules are for outgoing traffic
record PermissionReader(Transaction transaction, boolean egress) {

  List<Rule> read(List<IpPermission> permissions) {
    List<Rule> rules = new ArrayList<>();
    for (IpPermission permission : permissions) {
      String protocol = protocol(permission.ipProtocol());
      permission
          .ipRanges()
          .forEach(range ->
              rules.add(
                  rule(
                      permission,
                      protocol,
                      Peer.Kind.CIDR_IPV4,
                      cidr(range.cidrIp()),
                      range.description())));
      permission
          .ipv6Ranges()
          .forEach(range ->
              rules.add(
                  rule(
                      permission,
                      protocol,
                      Peer.Kind.CIDR_IPV6,
                      cidr(range.cidrIpv6()),
                      range.description())));
      permission
          .prefixListIds()
          .forEach(list ->
              rules.add(
                  rule(
                      permission,
                      protocol,
                      Peer.Kind.PREFIX_LIST,
                      String.valueOf(list.prefixListId()),
                      list.description())));
      permission
          .userIdGroupPairs()
          .forEach(pair ->
              rules.add(
                  rule(
                      permission,
                      protocol,
                      Peer.Kind.SECURITY_GROUP,
                      group(transaction, pair),
                      pair.description())));
    }
    return rules;
  }

  private Rule rule(
      IpPermission permission,
      String protocol,
      Peer.Kind kind,
      String peer,
      @Nullable String description) {
    boolean all = protocol.equals("-1");
    Integer from = permission.fromPort();
    Integer to = permission.toPort();
    if (List.of("tcp", "udp").contains(protocol)) {
      checkPorts(from, to);
    }
    return new Rule(
        "sgr-" + transaction.newId(17),
        egress,
        protocol,
        all || from == null ? -1 : from,
        all || to == null ? -1 : to,
        new Peer(kind, peer),
        Optional.ofNullable(description));
  }

  private static void checkPorts(@Nullable Integer from, @Nullable Integer to) {
    if (from == null || to == null || from < 0 || to > 65_535 || from > to) {
      throw new AwsException(
          "InvalidParameterValue", "Invalid TCP/UDP port range (" + from + ":" + to + ")");
    }
  }

  private static String protocol(@Nullable String protocol) {
    String lower = protocol == null ? "" : protocol.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "" ->
          throw new AwsException(
              "MissingParameter", "The request must contain the parameter ipProtocol");
      case "6" -> "tcp";
      case "17" -> "udp";
      case "1" -> "icmp";
      case "58" -> "icmpv6";
      case "all" -> "-1";
      default -> lower;
    };
  }

  private static String cidr(@Nullable String cidr) {
    if (cidr == null || !cidr.contains("/")) {
      throw new AwsException("InvalidParameterValue", "CIDR block " + cidr + " is malformed");
    }
    return cidr;
  }

  private static String group(StateView state, UserIdGroupPair pair) {
    SecurityGroup group =
        SecurityGroupOperations.byIdOrName(state, pair.groupId(), pair.groupName());
    return group.groupId();
  }
}
