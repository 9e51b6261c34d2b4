package dev.weir.controller.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON merge patches (RFC 7396) that leave nothing of what was there.
final class MergePatch {
  private MergePatch() {}

  /// Turns an object that is `before` into `after`: keys that go away are null.
  static Map<String, @Nullable Object> replacing(Map<String, ?> before, Map<String, ?> after) {
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    before.keySet().forEach(key -> patch.put(key, null));
    after.forEach((key, value) -> {
      if (value instanceof Map<?, ?> wanted && before.get(key) instanceof Map<?, ?> present) {
        patch.put(key, replacing(texts(present), texts(wanted)));
      } else {
        patch.put(key, value);
      }
    });
    return patch;
  }

  private static Map<String, Object> texts(Map<?, ?> map) {
    Map<String, Object> typed = new LinkedHashMap<>();
    map.forEach((key, value) -> typed.put(String.valueOf(key), value));
    return typed;
  }
}
