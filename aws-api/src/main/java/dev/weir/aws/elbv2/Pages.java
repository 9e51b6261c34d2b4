package dev.weir.aws.elbv2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// A marker names the last item of the page before, so that items that come and go between two
/// calls neither repeat others nor hide them.
///
/// @param nextMarker null on the last page
record Pages<T>(List<T> items, @Nullable String nextMarker) {
  private static final int MAX = 400;

  /// @param key orders the items and is unique among them
  static <T> Pages<T> of(
      List<T> all, Function<T, String> key, @Nullable String marker, @Nullable Integer pageSize) {
    Checks.range(pageSize, "pageSize", 1, MAX);
    String after = marker == null || marker.isEmpty() ? "" : decoded(marker);
    List<T> rest =
        new ArrayList<>(all.stream().filter(item -> key.apply(item).compareTo(after) > 0).toList());
    rest.sort(Comparator.comparing(key));
    int size = pageSize == null ? MAX : pageSize;
    if (rest.size() <= size) {
      return new Pages<>(List.copyOf(rest), null);
    }
    List<T> page = List.copyOf(rest.subList(0, size));
    return new Pages<>(page, encoded(key.apply(page.getLast())));
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Checks.invalid("The marker '" + marker + "' is not valid");
    }
  }
}
