package dev.weir.aws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a Query request as a tree: `Actions.member.1.Type=forward` is a path of four
/// names with a value at its end.
public final class FormNode {
  private static final int MAX_DEPTH = 32;

  private final Map<String, FormNode> children = new LinkedHashMap<>();
  private @Nullable String value;

  /// Parses `application/x-www-form-urlencoded` text. Of a parameter given twice the last counts.
  public static FormNode parse(String... texts) {
    FormNode root = new FormNode();
    for (String text : texts) {
      for (String pair : text.split("&", -1)) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          String name = equals < 0 ? pair : pair.substring(0, equals);
          root.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
      }
    }
    return root;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsException("MalformedQueryString", "The query string is malformed: " + text);
    }
  }

  private void put(String path, String newValue) {
    FormNode node = this;
    String[] names = path.split("\\.", MAX_DEPTH);
    for (String name : names) {
      node = node.children.computeIfAbsent(name, n -> new FormNode());
    }
    node.value = newValue;
  }

  @Nullable FormNode child(String name) {
    return children.get(name);
  }

  @Nullable String value() {
    return value;
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /// The value of a parameter at the top; null when it was not given.
  public @Nullable String text(String name) {
    FormNode child = children.get(name);
    return child == null ? null : child.value;
  }

  /// The children that are named by numbers, in ascending order.
  List<FormNode> numbered() {
    Map<Integer, FormNode> sorted = new TreeMap<>();
    children.forEach((name, node) -> {
      if (!name.isEmpty()
          && name.length() < 8
          && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
        sorted.put(Integer.valueOf(name), node);
      }
    });
    return new ArrayList<>(sorted.values());
  }
}
