package dev.weir.planner.change;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The leaves in which two trees differ. Lists are compared as a whole, null is the same as absent.
final class TreeDiff {

  private final List<FieldChange> changes = new ArrayList<>();

  private TreeDiff() {}

  static List<FieldChange> between(ObjectNode before, ObjectNode after) {
    TreeDiff diff = new TreeDiff();
    diff.objects("", before, after);
    return diff.changes;
  }

  private void objects(String path, ObjectNode before, ObjectNode after) {
    TreeSet<String> names = new TreeSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    for (String name : names) {
      values(path.isEmpty() ? name : path + "." + name, before.get(name), after.get(name));
    }
  }

  private void values(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before instanceof ObjectNode b && after instanceof ObjectNode a) {
      objects(path, b, a);
      return;
    }
    if (before != null && before.equals(after)) {
      // The order of keys says nothing, but it would show in the text.
      return;
    }
    String textBefore = text(before);
    String textAfter = text(after);
    if (textBefore == null ? textAfter != null : !textBefore.equals(textAfter)) {
      changes.add(new FieldChange(path, textBefore, textAfter));
    }
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    return node.isString() ? node.stringValue() : node.toString();
  }
}
