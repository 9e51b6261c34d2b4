package dev.weir.routing;

import dev.weir.routing.CompiledRule.Alternative;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Files patterns by their literal; where many share one (`app-?-1.*.example.com`, ...), by the
/// rarest run of letters inside each instead.
final class GramChoice {
  private GramChoice() {}

  /// @param alternative which value of a filed thing counts
  /// @param replaced the thing with another value
  static <T> Map<Literal, List<T>> file(
      List<T> things,
      Function<T, Alternative> alternative,
      BiFunction<T, Alternative, T> replaced) {
    Map<Literal, List<T>> byLiteral = new HashMap<>();
    things.forEach(thing -> put(byLiteral, alternative.apply(thing).literal(), thing));
    Map<Literal, List<T>> filed = new HashMap<>();
    byLiteral.forEach((literal, sharing) -> {
      List<Alternative> open =
          sharing.stream().map(alternative).filter(a -> !a.grams().isEmpty()).toList();
      boolean crowded = open.size() >= RouteIndex.MANY;
      Map<String, Integer> counts = crowded ? counts(open) : Map.of();
      for (T thing : sharing) {
        Alternative value = alternative.apply(thing);
        if (crowded && !value.grams().isEmpty()) {
          Literal rarest = Literal.inner(rarest(value.grams(), counts));
          put(filed, rarest, replaced.apply(thing, value.filedUnder(rarest)));
        } else {
          put(filed, literal, thing);
        }
      }
    });
    return filed;
  }

  private static <T> void put(Map<Literal, List<T>> map, Literal literal, T thing) {
    map.computeIfAbsent(literal, _ -> new ArrayList<>()).add(thing);
  }

  private static Map<String, Integer> counts(List<Alternative> alternatives) {
    Map<String, Integer> counts = new HashMap<>();
    for (Alternative alternative : alternatives) {
      alternative.grams().forEach(gram -> counts.merge(gram, 1, Integer::sum));
    }
    return counts;
  }

  private static String rarest(List<String> grams, Map<String, Integer> counts) {
    return grams.stream()
        .min(Comparator.comparingInt(gram -> counts.getOrDefault(gram, 0)))
        .orElseThrow();
  }
}
