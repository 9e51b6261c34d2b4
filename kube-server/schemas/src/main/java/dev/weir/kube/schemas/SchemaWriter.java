package dev.weir.kube.schemas;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One OpenAPI v3 schema per message. */
final class SchemaWriter {
  private static final Map<String, Map<String, Object>> SPECIAL = new HashMap<>();

  static {
    Map<String, Object> text = Map.of("type", "string");
    SPECIAL.put(
        "Quantity",
        Map.of(
            "oneOf",
            List.of(Map.of("type", "string"), Map.of("type", "number")),
            "description",
            "Quantity is a fixed-point representation of a number, for instance 100m, 1.5 or 128Mi."));
    SPECIAL.put(
        "IntOrString",
        Map.of(
            "format",
            "int-or-string",
            "oneOf",
            List.of(Map.of("type", "integer"), Map.of("type", "string"))));
    SPECIAL.put("Time", Map.of("type", "string", "format", "date-time"));
    SPECIAL.put("MicroTime", Map.of("type", "string", "format", "date-time"));
    SPECIAL.put("Duration", text);
    SPECIAL.put("RawExtension", Map.of("type", "object"));
    SPECIAL.put("FieldsV1", Map.of("type", "object"));
    SPECIAL.put("JSON", Map.of());
    SPECIAL.put("JSONSchemaPropsOrBool", Map.of());
    SPECIAL.put("JSONSchemaPropsOrArray", Map.of());
    SPECIAL.put("JSONSchemaPropsOrStringArray", Map.of());
  }

  private final Map<String, Descriptor> messages;
  private final MergeKeys mergeKeys = MergeKeys.load();

  SchemaWriter(Map<String, Descriptor> messages) {
    this.messages = messages;
  }

  Map<String, Object> schemas() {
    Map<String, Object> schemas = new TreeMap<>();
    messages.values().forEach(message -> schemas.put(Names.schema(message), schema(message)));
    return schemas;
  }

  private Map<String, Object> schema(Descriptor message) {
    if (SPECIAL.containsKey(message.getName())) {
      return SPECIAL.get(message.getName());
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    Model.of(message)
        .map(Model::description)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> schema.put("description", text));
    schema.put("type", "object");
    Map<String, Object> properties = new TreeMap<>();
    List<String> required = new ArrayList<>();
    addFields(message, properties, required);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!properties.isEmpty()) {
      schema.put("properties", properties);
    }
    if (mergeKeys.isAtomic(struct(message)) && !hasAtomicMapField(message)) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    return schema;
  }

  private void addFields(
      Descriptor message, Map<String, Object> properties, List<String> required) {
    Model model = Model.of(message).orElse(null);
    if (isTop(message)) {
      properties.put("apiVersion", apiField("apiVersion", model));
      properties.put("kind", apiField("kind", model));
    }
    for (FieldDescriptor field : message.getFields()) {
      String name = Names.json(field);
      if (name.isEmpty()) {
        addFields(field.getMessageType(), properties, required);
        continue;
      }
      Map<String, Object> property = type(field);
      String text = model == null ? "" : model.description(name);
      if (!text.isEmpty()) {
        property.put("description", text);
      }
      addExtensions(field, property);
      properties.put(name, property);
      if (model != null && model.isRequired(name)) {
        required.add(name);
      }
    }
  }

  private static Map<String, Object> apiField(String name, Model model) {
    Map<String, Object> field = new LinkedHashMap<>(Map.of("type", "string"));
    if (model != null && !model.description(name).isEmpty()) {
      field.put("description", model.description(name));
    }
    return field;
  }

  private void addExtensions(FieldDescriptor field, Map<String, Object> property) {
    Map<String, Object> extensions =
        new TreeMap<>(mergeKeys.of(struct(field.getContainingType()) + "." + field.getName()));
    boolean atomic = extensions.remove("atomicmap") != null;
    property.putAll(extensions);
    if (atomic && field.isMapField()) {
      property.put("x-kubernetes-map-type", "atomic");
    }
    if (field.isRepeated() && !field.isMapField()) {
      property.putIfAbsent("x-kubernetes-list-type", "atomic");
    }
  }

  private boolean hasAtomicMapField(Descriptor message) {
    return message.getFields().stream()
        .anyMatch(field ->
            field.isMapField()
                && mergeKeys.of(struct(message) + "." + field.getName()).containsKey("atomicmap"));
  }

  private static boolean isTop(Descriptor message) {
    return message.findFieldByName("metadata") != null
            && Model.of(message).map(model -> model.has("apiVersion")).orElse(false)
        || Model.of(message)
                .map(model -> model.has("apiVersion") && model.has("kind"))
                .orElse(false)
            && message.findFieldByName("kind") == null;
  }

  private static Map<String, Object> type(FieldDescriptor field) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (field.isMapField()) {
      schema.put("type", "object");
      schema.put("additionalProperties", single(field.getMessageType().findFieldByName("value")));
    } else if (field.isRepeated()) {
      schema.put("type", "array");
      schema.put("items", single(field));
    } else {
      schema.putAll(single(field));
    }
    return schema;
  }

  private static Map<String, Object> single(FieldDescriptor field) {
    Map<String, Object> schema = new LinkedHashMap<>();
    switch (field.getJavaType()) {
      case STRING, ENUM -> schema.put("type", "string");
      case BOOLEAN -> schema.put("type", "boolean");
      case INT -> schema.putAll(Map.of("type", "integer", "format", "int32"));
      case LONG -> schema.putAll(Map.of("type", "integer", "format", "int64"));
      case FLOAT, DOUBLE -> schema.putAll(Map.of("type", "number", "format", "double"));
      case BYTE_STRING -> schema.putAll(Map.of("type", "string", "format", "byte"));
      case MESSAGE -> {
        String ref = "#/components/schemas/" + Names.schema(field.getMessageType());
        schema.put("allOf", List.of(Map.of("$ref", ref)));
      }
    }
    return schema;
  }

  /** {@code core/v1 PodSpec}, the form of the merge keys. */
  private static String struct(Descriptor message) {
    String[] parts = message.getFullName().split("\\.");
    return parts[parts.length - 3] + "/" + parts[parts.length - 2] + " " + message.getName();
  }
}
