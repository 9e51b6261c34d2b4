package dev.weir.controller.flag;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Client-side limits on AWS calls, from `--aws-api-throttle`.
///
/// @param rules in the order given; each limits the operations of one service that its pattern
///   finds
public record Throttles(List<Rule> rules) {
  /// What applies without the flag.
  public static final String DEFAULT =
      "WAF Regional:^AssociateWebACL|DisassociateWebACL=0.5:1,"
          + "WAF Regional:^GetWebACLForResource|ListResourcesForWebACL=1:1,"
          + "WAFV2:^AssociateWebACL|DisassociateWebACL=0.5:1,"
          + "WAFV2:^GetWebACLForResource|ListResourcesForWebACL=1:1,"
          + "Elastic Load Balancing v2:^RegisterTargets|^DeregisterTargets=4:20,"
          + "Elastic Load Balancing v2:^Describe.*=50:200,"
          + "Elastic Load Balancing v2:^Modify.*=3:20";

  /// @param rate calls per second
  /// @param burst calls that may be made at once
  public record Rule(String serviceId, Pattern operation, double rate, int burst) {}

  public Throttles {
    rules = List.copyOf(rules);
  }

  /// `<service id>:<operation regex>=<rate>:<burst>`, separated by commas; empty text limits
  /// nothing.
  public static Throttles parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String part : text.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      int service = part.indexOf(':');
      int limit = part.lastIndexOf('=');
      int burst = part.lastIndexOf(':');
      if (service < 1 || limit < service || burst < limit) {
        throw new FlagException(
            "invalid value \""
                + part
                + "\" for --aws-api-throttle (expected: service:regex=rate:burst)");
      }
      rules.add(
          new Rule(
              part.substring(0, service).strip(),
              Pattern.compile(part.substring(service + 1, limit)),
              Double.parseDouble(part.substring(limit + 1, burst)),
              Integer.parseInt(part.substring(burst + 1).strip())));
    }
    return new Throttles(rules);
  }
}
