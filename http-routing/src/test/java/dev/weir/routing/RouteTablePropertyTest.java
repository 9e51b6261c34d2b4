package dev.weir.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.ListenerRule;
import dev.weir.elb.RuleCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The index decides as reading the rules one after the other does, for rules and requests made
/// from few letters, so that nearly everything nearly matches.
class RouteTablePropertyTest {
  private static final int TABLES = 150;
  private static final int REQUESTS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261124})
  void theIndexAgreesWithTheInterpreter(long seed) {
    var random = new Random(seed);
    for (int t = 0; t < TABLES; t++) {
      List<ListenerRule> rules = rules(random, 1 + random.nextInt(60));
      RouteTable table = RouteTable.compile(Rules.LISTENER, rules);
      assertThat(table.problems()).isEmpty();
      for (int r = 0; r < REQUESTS; r++) {
        RequestHead head = head(random);
        assertThat(table.match(head).priority())
            .as("seed %d, %s %s %s, rules %s", seed, head.host(), head.rawUri(), head, rules)
            .isEqualTo(firstThatHolds(rules, head));
      }
    }
  }

  private static int firstThatHolds(List<ListenerRule> rules, RequestHead head) {
    return rules.stream()
        .filter(
            rule -> rule.conditions().stream().allMatch(c -> Explainer.explain(c, head).holds()))
        .mapToInt(ListenerRule::priority)
        .min()
        .orElse(0);
  }

  private static List<ListenerRule> rules(Random random, int count) {
    List<ListenerRule> rules = new ArrayList<>();
    boolean oneHeader = random.nextInt(4) == 0;
    for (int i = 0; i < count; i++) {
      List<RuleCondition> conditions = new ArrayList<>();
      if (oneHeader) {
        conditions.add(Rules.header("X-A", globs(random, "ab", 3)));
      } else {
        addConditions(random, conditions);
      }
      rules.add(Rules.rule(i * 3 + 1, conditions.toArray(RuleCondition[]::new)));
    }
    return rules;
  }

  private static void addConditions(Random random, List<RuleCondition> conditions) {
    if (random.nextInt(3) > 0) {
      conditions.add(
          random.nextInt(8) == 0
              ? Rules.hostRegex("^" + letters(random, "aAb.", 2) + "[ab]*$")
              : Rules.host(globs(random, "aAb.", 5)));
    }
    if (random.nextInt(3) > 0) {
      conditions.add(
          random.nextInt(8) == 0
              ? Rules.pathRegex("^/" + letters(random, "abA", 2) + "?b")
              : Rules.path(prefixed(globs(random, "abA/", 5))));
    }
    switch (random.nextInt(10)) {
      case 0, 1 -> conditions.add(Rules.header("X-A", globs(random, "ab", 3)));
      case 2 -> conditions.add(Rules.headerRegex("x-a", letters(random, "abB", 2) + "$"));
      case 3 -> conditions.add(Rules.method(random.nextBoolean() ? "GET" : "PUT"));
      case 4 -> conditions.add(Rules.query(globs(random, "ab=\\", 4)));
      case 5 ->
          conditions.add(Rules.source("10." + random.nextInt(3) + ".0.0/" + random.nextInt(33)));
      default -> {}
    }
  }

  private static String[] prefixed(String[] globs) {
    for (int i = 0; i < globs.length; i++) {
      globs[i] = globs[i].startsWith("*") ? globs[i] : "/" + globs[i];
    }
    return globs;
  }

  private static String[] globs(Random random, String alphabet, int length) {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(_ -> letters(random, alphabet + alphabet + "*?", length))
        .toArray(String[]::new);
  }

  private static String letters(Random random, String alphabet, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(maxLength); i >= 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static RequestHead head(Random random) {
    String query = random.nextBoolean() ? "?" + letters(random, "ab=&*", 8) : "";
    RequestHead head =
        Heads.of(
            random.nextBoolean() ? "GET" : "PUT",
            letters(random, "abB.", 6),
            "/" + letters(random, "abA/.", 8) + query,
            "x-A: " + letters(random, "abB\t", 4),
            "X-a: " + letters(random, "ab", 3));
    return Heads.from(head, "10." + random.nextInt(3) + ".0." + random.nextInt(4));
  }
}
