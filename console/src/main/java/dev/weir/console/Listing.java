package dev.weir.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// A table as the address bar asks for it: filtered, sorted, one page of it.
///
/// @param query what was searched for
/// @param sort the column's key
/// @param page from 1
public record Listing<T>(
    List<T> rows, int total, String query, String sort, boolean descending, int page, int pages) {
  static final int PAGE_SIZE = 50;

  /// @param columns what a column sorts by, by the column's key; the first one is the default
  /// @param text everything of a row that a search looks at
  static <T> Listing<T> of(
      List<T> all,
      Map<String, String> parameters,
      Map<String, Function<T, String>> columns,
      Function<T, String> text) {
    String query = parameters.getOrDefault("q", "").strip();
    String asked = parameters.getOrDefault("sort", "");
    String sort = columns.containsKey(asked) ? asked : columns.keySet().iterator().next();
    boolean descending = "desc".equals(parameters.get("dir"));
    String needle = query.toLowerCase(Locale.ROOT);
    Comparator<T> order = Comparator.comparing(columns.get(sort));
    List<T> found =
        all.stream()
            .filter(row -> text.apply(row).toLowerCase(Locale.ROOT).contains(needle))
            .sorted(descending ? order.reversed() : order)
            .toList();
    int pages = Math.max(1, (found.size() + PAGE_SIZE - 1) / PAGE_SIZE);
    int page = Math.clamp(number(parameters.get("page")), 1, pages);
    List<T> rows = found.subList((page - 1) * PAGE_SIZE, Math.min(found.size(), page * PAGE_SIZE));
    return new Listing<>(rows, found.size(), query, sort, descending, page, pages);
  }

  private static int number(@org.jspecify.annotations.Nullable String text) {
    return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 1;
  }

  /// The address of the same view with another column to sort by.
  public String sortedBy(String column) {
    boolean turn = column.equals(sort) && !descending;
    return "?q=" + encoded(query) + "&sort=" + column + (turn ? "&dir=desc" : "");
  }

  /// The address of another page of the same view.
  public String pageAt(int other) {
    return "?q="
        + encoded(query)
        + "&sort="
        + sort
        + (descending ? "&dir=desc" : "")
        + "&page="
        + other;
  }

  /// For `aria-sort`.
  public String ariaSort(String column) {
    if (!column.equals(sort)) {
      return "none";
    }
    return descending ? "descending" : "ascending";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
