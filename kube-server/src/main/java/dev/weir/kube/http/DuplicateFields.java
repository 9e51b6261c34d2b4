package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Finds fields that a JSON document has twice; the last one counts otherwise.
final class DuplicateFields {
  /// An object or array that is open.
  private static final class Level {
    private final String path;
    private final boolean array;
    private final Set<String> names = new HashSet<>();
    private String name = "";
    private int index;

    Level(String path, boolean array) {
      this.path = path;
      this.array = array;
    }

    String child() {
      if (array) {
        return path + "[" + index++ + "]";
      }
      return path.isEmpty() ? name : path + "." + name;
    }
  }

  private DuplicateFields() {}

  /// Their paths, such as `spec.containers[0].image`.
  static List<String> in(byte[] document) {
    List<String> found = new ArrayList<>();
    Deque<Level> open = new ArrayDeque<>();
    try (JsonParser parser = Json.MAPPER.createParser(document)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> open.push(new Level(path(open), false));
          case START_ARRAY -> open.push(new Level(path(open), true));
          case END_OBJECT, END_ARRAY -> open.pop();
          case PROPERTY_NAME -> {
            Level level = open.element();
            level.name = parser.currentName();
            if (!level.names.add(level.name)) {
              found.add(level.child());
            }
          }
          default -> {
            if (!open.isEmpty() && open.element().array) {
              open.element().index++;
            }
          }
        }
      }
    }
    return found;
  }

  private static String path(Deque<Level> open) {
    return open.isEmpty() ? "" : open.element().child();
  }
}
