package dev.weir.planner.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;

/// One document of a file: its value, and where each part of it stands.
public final class YamlDocument {

  private final String file;
  private final int lineOffset;
  private final Node root;
  private final JsonNode json;

  YamlDocument(String file, int lineOffset, Node root, JsonNode json) {
    this.file = file;
    this.lineOffset = lineOffset;
    this.root = root;
    this.json = json;
  }

  /// The file that the document was read from, as the user named it.
  public String file() {
    return file;
  }

  /// The value of the document.
  public JsonNode json() {
    return json;
  }

  /// The line, counted from 1, on which the last part of the path that exists begins.
  ///
  /// @param path field names (`String`) and list indexes (`Integer`)
  public int line(List<?> path) {
    Node node = root;
    int line = lineOf(root);
    for (Object step : path) {
      Node next = child(node, step);
      if (next == null) {
        return line;
      }
      line = step instanceof String key ? keyLine(node, key, line) : lineOf(next);
      node = next;
    }
    return line;
  }

  /// A problem at this place in the document.
  public SourceProblem problem(List<?> path, String object, String message) {
    return new SourceProblem(file, line(path), object, FieldPath.text(path), message);
  }

  private int keyLine(Node node, String key, int otherwise) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (isKey(tuple.getKeyNode(), key)) {
          return lineOf(tuple.getKeyNode());
        }
      }
    }
    return otherwise;
  }

  private int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1 + lineOffset).orElse(lineOffset + 1);
  }

  private static @Nullable Node child(Node node, Object step) {
    if (node instanceof SequenceNode sequence && step instanceof Integer index) {
      List<Node> items = sequence.getValue();
      return index < items.size() ? items.get(index) : null;
    }
    if (node instanceof MappingNode mapping && step instanceof String key) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (isKey(tuple.getKeyNode(), key)) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }

  private static boolean isKey(Node node, String key) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(key);
  }
}
