package dev.weir.controller.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/// One inbound rule of a security group: a protocol, a port range, one source.
///
/// @param protocol `tcp`, `udp`, `icmp` or a number; `-1` is every protocol
/// @param fromPort null with `toPort` when the protocol has no ports
/// @param description free text; managed rules are recognised by it, equality ignores it
public record IngressRule(
    String protocol,
    @Nullable Integer fromPort,
    @Nullable Integer toPort,
    Source source,
    String description) {

  /// Who may connect.
  public sealed interface Source {
    record Ipv4(String cidr) implements Source {}

    record Ipv6(String cidr) implements Source {}

    record PrefixList(String id) implements Source {}

    record Group(String id) implements Source {}
  }

  public IngressRule {
    protocol = protocol.toLowerCase(Locale.ROOT);
  }

  /// Rules with the same text are the same rule to AWS.
  public String text() {
    String ports = "IpProtocol: " + protocol + ", FromPort: " + fromPort + ", ToPort: " + toPort;
    return ports
        + switch (source) {
          case Source.Ipv4(String cidr) -> ", IpRange: " + cidr;
          case Source.Ipv6(String cidr) -> ", Ipv6Range: " + cidr;
          case Source.PrefixList(String id) -> ", PrefixListId: " + id;
          case Source.Group(String id) -> ", UserIdGroupPair: " + id;
        };
  }

  /// The rules of an EC2 permission, which bundles sources of the same ports.
  public static List<IngressRule> of(IpPermission permission) {
    List<IngressRule> rules = new ArrayList<>();
    permission
        .ipRanges()
        .forEach(r -> rules.add(rule(permission, new Source.Ipv4(r.cidrIp()), r.description())));
    permission
        .ipv6Ranges()
        .forEach(r -> rules.add(rule(permission, new Source.Ipv6(r.cidrIpv6()), r.description())));
    permission
        .prefixListIds()
        .forEach(p ->
            rules.add(rule(permission, new Source.PrefixList(p.prefixListId()), p.description())));
    permission
        .userIdGroupPairs()
        .forEach(g -> rules.add(rule(permission, new Source.Group(g.groupId()), g.description())));
    return rules;
  }

  IpPermission permission() {
    IpPermission.Builder builder =
        IpPermission.builder().ipProtocol(protocol).fromPort(fromPort).toPort(toPort);
    @Nullable String note = description.isEmpty() ? null : description;
    return switch (source) {
      case Source.Ipv4(String cidr) ->
          builder.ipRanges(range -> range.cidrIp(cidr).description(note)).build();
      case Source.Ipv6(String cidr) ->
          builder.ipv6Ranges(range -> range.cidrIpv6(cidr).description(note)).build();
      case Source.PrefixList(String id) ->
          builder.prefixListIds(list -> list.prefixListId(id).description(note)).build();
      case Source.Group(String id) ->
          builder.userIdGroupPairs(pair -> pair.groupId(id).description(note)).build();
    };
  }

  private static IngressRule rule(
      IpPermission permission, Source source, @Nullable String description) {
    return new IngressRule(
        permission.ipProtocol(),
        permission.fromPort(),
        permission.toPort(),
        source,
        Objects.requireNonNullElse(description, ""));
  }
}
