package dev.weir.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleCondition.HostHeader;
import dev.weir.elb.RuleCondition.HttpHeader;
import dev.weir.elb.RuleCondition.HttpRequestMethod;
import dev.weir.elb.RuleCondition.PathPattern;
import dev.weir.elb.RuleCondition.QueryString;
import dev.weir.elb.RuleCondition.SourceIp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads rules as the documentation tells them, one condition after the other, on strings. Slow and
/// plain: it explains what the index decided, and tests hold the index against it.
final class Explainer {
  private Explainer() {}

  static Explanation explain(List<ListenerRule> rules, RouteDecision decision, RequestHead head) {
    List<Explanation.Rule> explained = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      ListenerRule rule = rules.get(i);
      List<Explanation.Condition> conditions =
          rule.conditions().stream().map(condition -> explain(condition, head)).toList();
      boolean matched = conditions.stream().allMatch(Explanation.Condition::holds);
      explained.add(
          new Explanation.Rule(
              rule.arn(), rule.priority(), matched, decision.index() == i, conditions));
    }
    return new Explanation(decision, explained);
  }

  static Explanation.Condition explain(RuleCondition condition, RequestHead head) {
    return switch (condition) {
      case HostHeader host ->
          anyOf(
              host.field(),
              host.values(),
              host.regexValues(),
              List.of(head.host()),
              Pattern.CASE_INSENSITIVE);
      case PathPattern path ->
          anyOf(path.field(), path.values(), path.regexValues(), List.of(head.path()), 0);
      case HttpHeader header ->
          anyOf(
              header.field() + " " + header.name(),
              header.values(),
              header.regexValues(),
              headerValues(head, header.name()),
              Pattern.CASE_INSENSITIVE);
      case HttpRequestMethod method ->
          new Explanation.Condition(
              method.field(),
              method.values().contains(head.method()),
              method.values(),
              head.method());
      case QueryString query -> query(query, head);
      case SourceIp source ->
          new Explanation.Condition(
              source.field(),
              source.values().stream().anyMatch(block -> contains(block, head)),
              source.values(),
              head.peerText());
    };
  }

  private static Explanation.Condition anyOf(
      String field, List<String> globs, List<String> regexes, List<String> actual, int flags) {
    boolean lower = flags != 0;
    boolean holds =
        actual.stream()
            .map(Explainer::visible)
            .anyMatch(value ->
                globs.stream().anyMatch(glob -> globMatches(glob, value, lower, false))
                    || regexes.stream().anyMatch(regex -> regexMatches(regex, value, flags)));
    List<String> expected = new ArrayList<>(globs);
    regexes.forEach(regex -> expected.add("regex " + regex));
    return new Explanation.Condition(field, holds, expected, String.join(", ", actual));
  }

  private static Explanation.Condition query(QueryString query, RequestHead head) {
    String text = head.query();
    boolean holds = false;
    for (String parameter : text.split("&")) {
      if (parameter.isEmpty()) {
        continue;
      }
      int equals = parameter.indexOf('=');
      String key = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      for (QueryString.Pair pair : query.values()) {
        boolean keyHolds = pair.key() == null || globMatches(pair.key(), key, true, true);
        holds |= keyHolds && globMatches(pair.value(), value, true, true);
      }
    }
    List<String> expected =
        query.values().stream()
            .map(pair -> (pair.key() == null ? "*" : pair.key()) + "=" + pair.value())
            .toList();
    return new Explanation.Condition(query.field(), holds, expected, text);
  }

  private static List<String> headerValues(RequestHead head, String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < head.fieldCount; i++) {
      if (head.headerName(i).equalsIgnoreCase(name)) {
        values.add(head.headerValue(i));
      }
    }
    return values;
  }

  private static String visible(String text) {
    return text.replaceAll("[\\x00-\\x1f\\x7f]", "");
  }

  private static boolean contains(String block, RequestHead head) {
    try {
      return CidrBlock.parse(block).contains(head.peerIsV6, head.peerHigh, head.peerLow);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean regexMatches(String regex, String value, int flags) {
    try {
      return Pattern.compile(regex, flags).matcher(value).find();
    } catch (PatternSyntaxException _) {
      return false;
    }
  }

  /// Whether the glob matches, found by filling one row per character of the glob: which beginnings
  /// of the value do the characters so far match?
  static boolean globMatches(String glob, String value, boolean lower, boolean escapes) {
    String pattern = lower ? lower(glob) : glob;
    String text = lower ? lower(value) : value;
    boolean[] row = new boolean[text.length() + 1];
    row[0] = true;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean escaped =
          escapes
              && c == '\\'
              && i + 1 < pattern.length()
              && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0;
      if (escaped) {
        i++;
        row = nextRow(row, text, pattern.charAt(i), false);
      } else {
        row = c == '*' ? anyMany(row) : nextRow(row, text, c, c == '?');
      }
    }
    return row[text.length()];
  }

  private static boolean[] nextRow(boolean[] row, String text, char c, boolean anyOne) {
    boolean[] next = new boolean[row.length];
    for (int i = 1; i < row.length; i++) {
      next[i] = row[i - 1] && (anyOne || text.charAt(i - 1) == c);
    }
    return next;
  }

  private static boolean[] anyMany(boolean[] row) {
    boolean[] next = row.clone();
    for (int i = 1; i < row.length; i++) {
      next[i] |= next[i - 1];
    }
    return next;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
