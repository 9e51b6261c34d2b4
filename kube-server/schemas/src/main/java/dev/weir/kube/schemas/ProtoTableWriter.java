package dev.weir.kube.schemas;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Message name to field number to [JSON name, shape, type]. Shape is "" for one, "[]" for a list,
 * "{}" for a map with string keys; type is string, bool, int, double, bytes or a message; an empty
 * name inlines the message.
 */
final class ProtoTableWriter {
  private final Map<String, Descriptor> messages;

  ProtoTableWriter(Map<String, Descriptor> messages) {
    this.messages = messages;
  }

  Map<String, Object> table() {
    Map<String, Object> table = new TreeMap<>();
    for (Descriptor message : messages.values()) {
      Map<String, Object> fields = new TreeMap<>();
      for (FieldDescriptor field : message.getFields()) {
        fields.put(Integer.toString(field.getNumber()), row(field));
      }
      table.put(Names.schema(message), fields);
    }
    return table;
  }

  private static List<String> row(FieldDescriptor field) {
    if (field.isMapField()) {
      FieldDescriptor value = field.getMessageType().findFieldByName("value");
      return List.of(Names.json(field), "{}", type(value));
    }
    return List.of(Names.json(field), field.isRepeated() ? "[]" : "", type(field));
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING, ENUM -> "string";
      case BOOLEAN -> "bool";
      case INT, LONG -> "int";
      case FLOAT, DOUBLE -> "double";
      case BYTE_STRING -> "bytes";
      case MESSAGE -> Names.schema(field.getMessageType());
    };
  }
}
