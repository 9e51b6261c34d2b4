package dev.weir.console;

import java.util.Optional;

/// The stylesheets that light the ways through a resource map: `ways-64.css` lights up to 64.
///
/// What is under the pointer or has the focus lights everything of its ways. A stylesheet cannot
/// say "of the same way" in general, so it has a rule for each.
final class WayStyles {
  /// The greatest number of ways that are lit; of larger maps the ways after these stay dim.
  private static final int MOST = 2048;

  private WayStyles() {}

  static String className(int way) {
    return "w" + way;
  }

  /// The least stylesheet for a map with this many ways; one for powers of two, so that a browser
  /// keeps a few.
  static String nameFor(int ways) {
    int room = 8;
    while (room < ways && room < MOST) {
      room *= 2;
    }
    return "ways-" + room + ".css";
  }

  /// The text of the stylesheet with this name; empty when there is none.
  static Optional<String> named(String name) {
    for (int room = 8; room <= MOST; room *= 2) {
      if (name.equals(nameFor(room))) {
        return Optional.of(text(room));
      }
    }
    return Optional.empty();
  }

  private static String text(int ways) {
    StringBuilder css = new StringBuilder();
    for (int way = 0; way < ways; way++) {
      String of = "." + className(way);
      css.append(".map:has(" + of + ":is(:hover, :focus)) " + of)
          .append(" { opacity: 1; --way: var(--accent); }\n");
    }
    return css.toString();
  }
}
