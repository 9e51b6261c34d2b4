package dev.weir.aws.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes the SDK's response objects as the JSON of AWS JSON 1.1; times are seconds.
final class JsonWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  ObjectNode write(SdkPojo pojo) {
    ObjectNode object = NODES.objectNode();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        object.set(field.locationName(), node(value));
      }
    }
    return object;
  }

  private JsonNode node(Object value) {
    return switch (value) {
      case SdkPojo pojo -> write(pojo);
      case Collection<?> list -> {
        ArrayNode array = NODES.arrayNode();
        list.forEach(each -> array.add(node(each)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, each) -> object.set(String.valueOf(key), node(each)));
        yield object;
      }
      case Instant instant -> NODES.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
      case Boolean bool -> NODES.booleanNode(bool);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Float number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case BigDecimal number -> NODES.numberNode(number);
      case SdkBytes bytes -> NODES.stringNode(Scalars.text(bytes));
      default -> NODES.stringNode(value.toString());
    };
  }
}
