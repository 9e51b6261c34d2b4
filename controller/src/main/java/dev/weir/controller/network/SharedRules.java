package dev.weir.controller.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules that the controller keeps on security groups of nodes and pods, which all
/// TargetGroupBindings share.
public final class SharedRules {
  /// Marks a rule as the controller's own.
  public static final String DESCRIPTION = "elbv2.k8s.aws/targetGroupBinding=shared";

  private static final Pattern LABEL = Pattern.compile("([^\\s,=]+)=([^\\s,=]+)(?:,|$)");

  private SharedRules() {}

  /// True for rules that the controller made, which it may revoke.
  public static boolean isOwned(IngressRule rule) {
    Matcher label = LABEL.matcher(rule.description());
    while (label.find()) {
      if (label.group(1).equals("elbv2.k8s.aws/targetGroupBinding")
          && label.group(2).equals("shared")) {
        return true;
      }
    }
    return false;
  }

  /// One rule per protocol and source security group, from the lowest to the highest port of any
  /// binding, because rules of a security group are few; rules for addresses stay one by one.
  public static List<IngressRule> restricted(Collection<IngressRule> rules) {
    Map<String, IngressRule> merged = new TreeMap<>();
    for (IngressRule rule : rules) {
      switch (rule.source()) {
        case IngressRule.Source.Group(String id) ->
            merged.merge("group " + rule.protocol() + " " + id, allPorts(rule), SharedRules::span);
        case IngressRule.Source.Ipv4 _,
            IngressRule.Source.Ipv6 _,
            IngressRule.Source.PrefixList _ ->
            merged.putIfAbsent("one " + rule.text(), rule);
      }
    }
    return List.copyOf(merged.values());
  }

  /// All rules, each once.
  public static List<IngressRule> union(Collection<IngressRule> rules) {
    Map<String, IngressRule> distinct = new TreeMap<>();
    rules.forEach(rule -> distinct.putIfAbsent(rule.text(), rule));
    return new ArrayList<>(distinct.values());
  }

  private static IngressRule span(IngressRule a, IngressRule b) {
    return new IngressRule(
        a.protocol(),
        Math.min(port(a.fromPort()), port(b.fromPort())),
        Math.max(port(a.toPort()), port(b.toPort())),
        a.source(),
        a.description());
  }

  /// 0 to 0 is another way to say every port.
  private static IngressRule allPorts(IngressRule rule) {
    if (port(rule.fromPort()) == 0 && port(rule.toPort()) == 0) {
      return new IngressRule(rule.protocol(), 0, 65535, rule.source(), rule.description());
    }
    return rule;
  }

  private static int port(@Nullable Integer port) {
    return port == null ? 0 : port;
  }
}
