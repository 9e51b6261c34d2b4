package dev.weir.store.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A security group with its rules.
public record SecurityGroup(
    String groupId, String groupName, String description, String vpcId, List<Rule> rules) {
  public SecurityGroup {
    rules = List.copyOf(rules);
  }

  /// One rule: traffic of a protocol and port range from or to one peer.
  ///
  /// @param protocol `tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all
  /// @param fromPort -1 when the protocol has no ports or all are meant
  public record Rule(
      String ruleId,
      boolean egress,
      String protocol,
      int fromPort,
      int toPort,
      Peer peer,
      Optional<String> description) {

    /// Whether both rules allow the same, whatever they are called.
    public boolean sameTraffic(Rule other) {
      return egress == other.egress
          && protocol.equals(other.protocol)
          && fromPort == other.fromPort
          && toPort == other.toPort
          && peer.equals(other.peer);
    }
  }

  /// The other side of a rule.
  ///
  /// @param kind which of the four the value is
  public record Peer(Kind kind, String value) {
    /// What a peer is told by.
    public enum Kind {
      CIDR_IPV4,
      CIDR_IPV6,
      SECURITY_GROUP,
      PREFIX_LIST
    }

    public boolean isGroup(String groupId) {
      return kind == Kind.SECURITY_GROUP && value.equals(groupId);
    }
  }

  public SecurityGroup withRules(List<Rule> newRules) {
    return new SecurityGroup(groupId, groupName, description, vpcId, newRules);
  }

  public SecurityGroup plus(List<Rule> more) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(more);
    return withRules(all);
  }
}
