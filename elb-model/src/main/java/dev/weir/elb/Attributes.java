package dev.weir.elb;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Attribute maps as the API keeps them: string keys and values, sorted by key.
final class Attributes {
  private Attributes() {}

  static Map<String, String> sorted(Map<String, String> attributes) {
    return Collections.unmodifiableMap(new TreeMap<>(attributes));
  }
}
