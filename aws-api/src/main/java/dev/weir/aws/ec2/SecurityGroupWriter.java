package dev.weir.aws.ec2;

import dev.weir.store.StateView;
import dev.weir.store.StoreConfig;
import dev.weir.store.world.SecurityGroup.Peer;
import dev.weir.store.world.SecurityGroup.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/// Security groups as the EC2 API tells them: rules of the same protocol and ports together.
final class SecurityGroupWriter {
  private SecurityGroupWriter() {}

  static String arn(StoreConfig config, String groupId) {
    return "arn:aws:ec2:" + config.region() + ":" + config.account() + ":security-group/" + groupId;
  }

  static SecurityGroup write(
      StateView state, StoreConfig config, dev.weir.store.world.SecurityGroup group) {
    return SecurityGroup.builder()
        .groupId(group.groupId())
        .groupName(group.groupName())
        .description(group.description())
        .vpcId(group.vpcId())
        .ownerId(config.account())
        .securityGroupArn(arn(config, group.groupId()))
        .ipPermissions(permissions(config, group, false))
        .ipPermissionsEgress(permissions(config, group, true))
        .tags(Ec2Tags.of(state, group.groupId()))
        .build();
  }

  private record Ports(String protocol, int from, int to) {}

  private static List<IpPermission> permissions(
      StoreConfig config, dev.weir.store.world.SecurityGroup group, boolean egress) {
    Map<Ports, List<Rule>> byPorts = new LinkedHashMap<>();
    for (Rule rule : group.rules()) {
      if (rule.egress() == egress) {
        byPorts
            .computeIfAbsent(
                new Ports(rule.protocol(), rule.fromPort(), rule.toPort()),
                ports -> new ArrayList<>())
            .add(rule);
      }
    }
    return byPorts.entrySet().stream()
        .map(entry -> permission(config, group.vpcId(), entry.getKey(), entry.getValue()))
        .toList();
  }

  private static IpPermission permission(
      StoreConfig config, String vpcId, Ports ports, List<Rule> rules) {
    IpPermission.Builder written =
        IpPermission.builder()
            .ipProtocol(ports.protocol())
            .ipRanges(
                of(rules, Peer.Kind.CIDR_IPV4).stream()
                    .map(rule ->
                        IpRange.builder()
                            .cidrIp(rule.peer().value())
                            .description(rule.description().orElse(null))
                            .build())
                    .toList())
            .ipv6Ranges(
                of(rules, Peer.Kind.CIDR_IPV6).stream()
                    .map(rule ->
                        Ipv6Range.builder()
                            .cidrIpv6(rule.peer().value())
                            .description(rule.description().orElse(null))
                            .build())
                    .toList())
            .prefixListIds(
                of(rules, Peer.Kind.PREFIX_LIST).stream()
                    .map(rule ->
                        PrefixListId.builder()
                            .prefixListId(rule.peer().value())
                            .description(rule.description().orElse(null))
                            .build())
                    .toList())
            .userIdGroupPairs(
                of(rules, Peer.Kind.SECURITY_GROUP).stream()
                    .map(rule -> pair(config, rule))
                    .toList());
    if (!ports.protocol().equals("-1")) {
      written.fromPort(ports.from()).toPort(ports.to());
    }
    return written.build();
  }

  private static List<Rule> of(List<Rule> rules, Peer.Kind kind) {
    return rules.stream().filter(rule -> rule.peer().kind() == kind).toList();
  }

  private static UserIdGroupPair pair(StoreConfig config, Rule rule) {
    return UserIdGroupPair.builder()
        .groupId(rule.peer().value())
        .userId(config.account())
        .description(rule.description().orElse(null))
        .build();
  }

  static SecurityGroupRule rule(
      StateView state, StoreConfig config, dev.weir.store.world.SecurityGroup group, Rule rule) {
    SecurityGroupRule.Builder written =
        SecurityGroupRule.builder()
            .securityGroupRuleId(rule.ruleId())
            .groupId(group.groupId())
            .groupOwnerId(config.account())
            .isEgress(rule.egress())
            .ipProtocol(rule.protocol())
            .fromPort(rule.fromPort())
            .toPort(rule.toPort())
            .description(rule.description().orElse(null))
            .tags(Ec2Tags.of(state, rule.ruleId()));
    String peer = rule.peer().value();
    return switch (rule.peer().kind()) {
      case CIDR_IPV4 -> written.cidrIpv4(peer).build();
      case CIDR_IPV6 -> written.cidrIpv6(peer).build();
      case PREFIX_LIST -> written.prefixListId(peer).build();
      case SECURITY_GROUP ->
          written
              .referencedGroupInfo(
                  ReferencedSecurityGroup.builder()
                      .groupId(peer)
                      .userId(config.account())
                      .vpcId(group.vpcId())
                      .build())
              .build();
    };
  }
}
