package dev.weir.bench;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancerType;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.routing.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A mixed set of rules: 60 % exact hosts, 20 % `*.suffix`, 10 % globs with a wildcard inside, 10 %
/// without a host; prefix, exact, suffix and inner-glob paths; 10 % ask for a method, 5 % for a
/// header, 5 % for a source address.
final class RouteRules {
  private static final Listener LISTENER =
      new Listener(
          Arn.loadBalancer("eu-west-1", "000000000000", LoadBalancerType.APPLICATION, "bench", "1")
              .listener("2"),
          Arn.loadBalancer("eu-west-1", "000000000000", LoadBalancerType.APPLICATION, "bench", "1"),
          80,
          ListenerProtocol.HTTP,
          List.of(new RuleAction.FixedResponse(404, "", "")),
          List.of(),
          null,
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private RouteRules() {}

  static RouteTable table(int count) {
    var random = new Random(42);
    List<ListenerRule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<RuleCondition> conditions = new ArrayList<>();
      addHost(conditions, random, count);
      addPath(conditions, random, count);
      addRest(conditions, random);
      rules.add(
          new ListenerRule(
              LISTENER.arn().rule(Integer.toString(i)),
              LISTENER.arn(),
              i + 1,
              conditions,
              List.of(new RuleAction.FixedResponse(200, "", "")),
              List.of()));
    }
    return RouteTable.compile(LISTENER, rules);
  }

  private static void addHost(List<RuleCondition> conditions, Random random, int count) {
    int service = random.nextInt(Math.max(1, count / 2));
    int kind = random.nextInt(10);
    String host =
        kind < 6
            ? "app-" + service + ".example.com"
            : kind < 8
                ? "*.team-" + service + ".example.com"
                : kind == 8 ? "app-?-" + service + ".*.example.com" : "";
    if (!host.isEmpty()) {
      conditions.add(new RuleCondition.HostHeader(List.of(host), List.of()));
    }
  }

  private static void addPath(List<RuleCondition> conditions, Random random, int count) {
    int service = random.nextInt(Math.max(1, count / 2));
    int kind = random.nextInt(10);
    String path =
        kind < 5
            ? "/api/svc-" + service + "/*"
            : kind < 7
                ? "/api/svc-" + service
                : kind == 7 ? "*.type-" + service : "/v?/svc-" + service + "/*/items";
    conditions.add(new RuleCondition.PathPattern(List.of(path), List.of()));
  }

  private static void addRest(List<RuleCondition> conditions, Random random) {
    int kind = random.nextInt(20);
    if (kind < 2) {
      conditions.add(new RuleCondition.HttpRequestMethod(List.of("POST", "PUT")));
    } else if (kind == 2) {
      conditions.add(new RuleCondition.HttpHeader("X-Env", List.of("canary*"), List.of()));
    } else if (kind == 3) {
      conditions.add(new RuleCondition.SourceIp(List.of("10." + random.nextInt(255) + ".0.0/16")));
    }
  }

  /// Requests as text: method, host and target, some of which a rule matches.
  static List<String[]> requests(int count) {
    var random = new Random(7);
    List<String[]> requests = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      int service = random.nextInt(Math.max(1, count / 2));
      int path = random.nextInt(Math.max(1, count / 2));
      String host =
          switch (random.nextInt(4)) {
            case 0 -> "www.team-" + service + ".example.com";
            case 1 -> "app-x-" + service + ".eu.example.com";
            default -> "app-" + service + ".example.com";
          };
      String target =
          switch (random.nextInt(4)) {
            case 0 -> "/v1/svc-" + path + "/7/items";
            case 1 -> "/api/svc-" + path;
            case 2 -> "/static/file.type-" + path;
            default -> "/api/svc-" + path + "/users/1234?page=2";
          };
      requests.add(new String[] {random.nextInt(5) == 0 ? "POST" : "GET", host, target});
    }
    return requests;
  }
}
