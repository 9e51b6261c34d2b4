package dev.weir.kube.table;

import dev.weir.kube.object.Json;
import dev.weir.kube.registry.ResourceType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The columns and cells that `kubectl get` prints, per type. Safe for threads.
public final class Tables {
  private final Clock clock;
  private final BuiltInColumns builtIn;
  private final Map<ResourceType, List<Column>> custom = new ConcurrentHashMap<>();

  public Tables(Clock clock) {
    this.clock = clock;
    this.builtIn = new BuiltInColumns(clock);
  }

  /// Sets the columns of a custom type from its `additionalPrinterColumns`.
  public void put(ResourceType type, List<JsonNode> printerColumns) {
    List<Column> columns = new ArrayList<>();
    columns.add(builtIn.of("").getFirst());
    for (JsonNode column : printerColumns) {
      columns.add(custom(column));
    }
    if (printerColumns.isEmpty()) {
      columns.add(builtIn.of("").getLast());
    }
    custom.put(type, List.copyOf(columns));
  }

  private Column custom(JsonNode column) {
    String type = Json.text(column, "type");
    JsonPath path = JsonPath.parse(Json.text(column, "jsonPath"));
    int priority = (int) Json.number(column, 0, "priority");
    return new Column(
        Json.text(column, "name"),
        type.equals("date") ? "string" : type,
        priority,
        object -> customCell(type, path.read(object)));
  }

  private JsonNode customCell(String type, List<JsonNode> found) {
    if (found.isEmpty() || found.getFirst().isNull()) {
      return type.equals("date")
          ? JsonNodeFactory.instance.stringNode("<unknown>")
          : JsonNodeFactory.instance.nullNode();
    }
    if (type.equals("date")) {
      String age = Age.since(Cells.scalar(found.getFirst()), clock);
      return JsonNodeFactory.instance.stringNode(age);
    }
    if (found.size() > 1) {
      List<String> all = found.stream().map(Cells::scalar).toList();
      return JsonNodeFactory.instance.stringNode(String.join(",", all));
    }
    JsonNode value = found.getFirst();
    return type.equals("string") && !value.isString()
        ? JsonNodeFactory.instance.stringNode(value.toString())
        : value;
  }

  private List<Column> columns(ResourceType type) {
    List<Column> own = custom.get(type);
    return own != null ? own : builtIn.of(type.resource());
  }

  /// `columnDefinitions` of a Table.
  public ArrayNode definitions(ResourceType type) {
    ArrayNode definitions = Json.array();
    for (Column column : columns(type)) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.name().equals("Name") ? "name" : "")
          .put("description", column.name())
          .put("priority", column.priority());
    }
    return definitions;
  }

  /// `cells` of one row.
  public ArrayNode cells(ResourceType type, ObjectNode object) {
    ArrayNode cells = Json.array();
    columns(type).forEach(column -> cells.add(column.value().apply(object)));
    return cells;
  }
}
