package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A set of fields of an object, and its `fieldsV1` form in `metadata.managedFields`.
///
/// Immutable to its users; the set algebra returns new sets.
final class FieldSet {
  private final TreeSet<FieldPath> paths;

  private FieldSet(TreeSet<FieldPath> paths) {
    this.paths = paths;
  }

  static FieldSet of(Set<FieldPath> paths) {
    return new FieldSet(new TreeSet<>(paths));
  }

  static FieldSet parse(JsonNode fieldsV1) {
    TreeSet<FieldPath> paths = new TreeSet<>();
    read(fieldsV1, FieldPath.ROOT, paths);
    return new FieldSet(paths);
  }

  private static void read(JsonNode node, FieldPath at, Set<FieldPath> into) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().equals(".")) {
        into.add(at);
      } else {
        FieldPath child = at.child(entry.getKey());
        if (entry.getValue().isEmpty()) {
          into.add(child);
        }
        read(entry.getValue(), child, into);
      }
    }
  }

  /// The `fieldsV1` form.
  ObjectNode toJson() {
    Tree root = new Tree();
    paths.forEach(path -> root.add(path, 0));
    return root.toJson();
  }

  private static final class Tree {
    private boolean member;
    private final TreeMap<String, Tree> children = new TreeMap<>();

    void add(FieldPath path, int from) {
      if (from == path.elements().size()) {
        member = true;
      } else {
        children.computeIfAbsent(path.elements().get(from), e -> new Tree()).add(path, from + 1);
      }
    }

    ObjectNode toJson() {
      ObjectNode json = Json.object();
      if (member && !children.isEmpty()) {
        json.putObject(".");
      }
      children.forEach((element, child) -> json.set(element, child.toJson()));
      return json;
    }
  }

  Set<FieldPath> paths() {
    return paths;
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  boolean contains(FieldPath path) {
    return paths.contains(path);
  }

  /// Whether the set holds the field or something below it.
  boolean reaches(FieldPath path) {
    FieldPath next = paths.ceiling(path);
    return next != null && next.startsWith(path);
  }

  FieldSet plus(Set<FieldPath> added) {
    TreeSet<FieldPath> all = new TreeSet<>(paths);
    all.addAll(added);
    return new FieldSet(all);
  }

  FieldSet minus(Set<FieldPath> gone) {
    TreeSet<FieldPath> left = new TreeSet<>(paths);
    left.removeAll(gone);
    return new FieldSet(left);
  }

  /// With every field's parents, as removal needs them.
  FieldSet withParents() {
    TreeSet<FieldPath> all = new TreeSet<>(paths);
    for (FieldPath path : paths) {
      for (FieldPath at = path.parent(); !at.isRoot(); at = at.parent()) {
        all.add(at);
      }
    }
    return new FieldSet(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && set.paths.equals(paths);
  }

  @Override
  public int hashCode() {
    return paths.hashCode();
  }
}
