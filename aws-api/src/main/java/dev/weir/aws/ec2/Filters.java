package dev.weir.aws.ec2;

import dev.weir.aws.wire.AwsException;
import dev.weir.store.StateView;
import dev.weir.store.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/// The `Filter.N` parameters of describing operations.
///
/// All filters must hold; of one filter's values any may; `*` and `?` are wildcards. Every kind of
/// resource has the filters `tag:<key>` and `tag-key` besides its own.
///
/// @param own what the resource has under the name of each filter
record Filters<T>(
    StateView state, Function<T, String> id, Map<String, Function<T, Collection<String>>> own) {

  /// A filter with a single value.
  static <T> Function<T, Collection<String>> single(Function<T, String> value) {
    return resource -> List.of(value.apply(resource));
  }

  List<T> apply(Collection<T> resources, List<Filter> filters) {
    List<T> found = List.copyOf(resources);
    for (Filter filter : filters) {
      List<Pattern> patterns = filter.values().stream().map(Filters::pattern).toList();
      found =
          found.stream()
              .filter(resource ->
                  values(filter.name(), resource).stream()
                      .anyMatch(value ->
                          patterns.stream().anyMatch(each -> each.matcher(value).matches())))
              .toList();
    }
    return found;
  }

  private Collection<String> values(@Nullable String name, T resource) {
    if (name == null) {
      throw new AwsException(
          "MissingParameter", "The request must contain the parameter Filter.Name");
    }
    if (name.equals("tag-key")) {
      return Tags.of(state, id.apply(resource)).keySet();
    }
    if (name.startsWith("tag:")) {
      String value = Tags.of(state, id.apply(resource)).get(name.substring(4));
      return value == null ? List.of() : List.of(value);
    }
    Function<T, Collection<String>> values = own.get(name);
    if (values == null) {
      throw new AwsException("InvalidParameterValue", "The filter '" + name + "' is invalid");
    }
    return values.apply(resource);
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
