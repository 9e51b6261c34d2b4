package dev.weir.routing;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleCondition.HostHeader;
import dev.weir.elb.RuleCondition.HttpHeader;
import dev.weir.elb.RuleCondition.HttpRequestMethod;
import dev.weir.elb.RuleCondition.PathPattern;
import dev.weir.elb.RuleCondition.QueryString;
import dev.weir.elb.RuleCondition.SourceIp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules as short as the tests want to tell them.
final class Rules {
  static final Listener LISTENER =
      new Listener(
          Arn.loadBalancer("eu-west-1", "000000000000", LoadBalancerType.APPLICATION, "test", "1")
              .listener("2"),
          Arn.loadBalancer("eu-west-1", "000000000000", LoadBalancerType.APPLICATION, "test", "1"),
          80,
          ListenerProtocol.HTTP,
          List.of(new RuleAction.FixedResponse(404, "", "")),
          List.of(),
          null,
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private Rules() {}

  static ListenerRule rule(int priority, RuleCondition... conditions) {
    return new ListenerRule(
        LISTENER.arn().rule(Integer.toString(priority)),
        LISTENER.arn(),
        priority,
        List.of(conditions),
        List.of(new RuleAction.FixedResponse(200, "text/plain", "rule " + priority)),
        List.of());
  }

  static RouteTable table(ListenerRule... rules) {
    return RouteTable.compile(LISTENER, List.of(rules));
  }

  /// Whether a rule with just these conditions applies.
  static boolean applies(RequestHead head, RuleCondition... conditions) {
    return table(rule(1, conditions)).match(head).priority() == 1;
  }

  static RuleCondition host(String... values) {
    return new HostHeader(List.of(values), List.of());
  }

  static RuleCondition hostRegex(String... values) {
    return new HostHeader(List.of(), List.of(values));
  }

  static RuleCondition path(String... values) {
    return new PathPattern(List.of(values), List.of());
  }

  static RuleCondition pathRegex(String... values) {
    return new PathPattern(List.of(), List.of(values));
  }

  static RuleCondition header(String name, String... values) {
    return new HttpHeader(name, List.of(values), List.of());
  }

  static RuleCondition headerRegex(String name, String... values) {
    return new HttpHeader(name, List.of(), List.of(values));
  }

  static RuleCondition method(String... values) {
    return new HttpRequestMethod(List.of(values));
  }

  static RuleCondition source(String... values) {
    return new SourceIp(List.of(values));
  }

  /// Pairs as `key=value`, or only `value`.
  static RuleCondition query(String... pairs) {
    return new QueryString(Arrays.stream(pairs).map(Rules::pair).toList());
  }

  private static QueryString.Pair pair(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new QueryString.Pair(null, text)
        : new QueryString.Pair(text.substring(0, equals), text.substring(equals + 1));
  }
}
