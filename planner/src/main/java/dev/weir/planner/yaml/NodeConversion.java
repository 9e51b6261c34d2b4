package dev.weir.planner.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A YAML node tree as a JSON value. Aliases are expanded up to a bound, so that a small file
/// cannot become a large value; merge keys (`<<`) are honoured.
final class NodeConversion {

  private static final int MAX_NODES = 2_000_000;
  private static final int MAX_DEPTH = 200;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String file;
  private final int lineOffset;
  private int nodes;

  NodeConversion(String file, int lineOffset) {
    this.file = file;
    this.lineOffset = lineOffset;
  }

  JsonNode convert(Node node) {
    return convert(node, 0);
  }

  private JsonNode convert(Node node, int depth) {
    if (++nodes > MAX_NODES) {
      throw problem(node, "more than " + MAX_NODES + " values, aliases counted each time");
    }
    if (depth > MAX_DEPTH) {
      throw problem(node, "nested more than " + MAX_DEPTH + " deep");
    }
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, depth);
      case SequenceNode sequence -> sequence(sequence, depth);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw problem(node, "unexpected " + node.getNodeType());
    };
  }

  private ObjectNode mapping(MappingNode mapping, int depth) {
    ObjectNode object = JSON.objectNode();
    Set<String> written = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw problem(tuple.getKeyNode(), "a field name must be a plain value");
      }
      if (!written.add(key.getValue())) {
        throw problem(key, "the field " + key.getValue() + " is given twice");
      }
      JsonNode value = convert(tuple.getValueNode(), depth + 1);
      if (key.getValue().equals("<<") && key.isPlain()) {
        merge(object, value, tuple.getValueNode());
      } else {
        object.set(key.getValue(), value);
      }
    }
    return object;
  }

  private void merge(ObjectNode object, JsonNode value, Node at) {
    List<JsonNode> sources = value.isArray() ? value.valueStream().toList() : List.of(value);
    for (JsonNode source : sources) {
      if (!(source instanceof ObjectNode fields)) {
        throw problem(at, "a merge key needs a mapping");
      }
      fields
          .properties()
          .forEach(field -> {
            if (!object.has(field.getKey())) {
              object.set(field.getKey(), field.getValue());
            }
          });
    }
  }

  private ArrayNode sequence(SequenceNode sequence, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      array.add(convert(item, depth + 1));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return JSON.nullNode();
      }
      if (tag.equals(Tag.BOOL)) {
        return JSON.booleanNode(text.equalsIgnoreCase("true"));
      }
      if (tag.equals(Tag.INT)) {
        return integer(text);
      }
      if (tag.equals(Tag.FLOAT)) {
        return JSON.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException e) {
      return JSON.stringNode(text); // .inf and .nan are floats without a JSON form
    }
    return JSON.stringNode(text);
  }

  private static JsonNode integer(String text) {
    BigInteger value =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    return value.bitLength() < Integer.SIZE
        ? JSON.numberNode(value.intValueExact())
        : value.bitLength() < Long.SIZE
            ? JSON.numberNode(value.longValueExact())
            : JSON.numberNode(value);
  }

  private SourceException problem(Node node, String message) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1 + lineOffset;
    return new SourceException(new SourceProblem(file, line, "", "", message));
  }
}
