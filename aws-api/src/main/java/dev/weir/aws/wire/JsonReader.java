package dev.weir.aws.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;

/// Reads the JSON of AWS JSON 1.1 into the SDK's request objects.
final class JsonReader {

  /// Fills a builder and builds.
  Object read(SdkPojo builder, JsonNode node) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode child = node.get(field.locationName());
      if (child != null && !child.isNull()) {
        Object value = value(field, child);
        if (value != null) {
          field.set(builder, value);
        }
      }
    }
    return ((Buildable) builder).build();
  }

  private @Nullable Object value(SdkField<?> field, JsonNode node) {
    return switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> pojo(field, node);
      case LIST -> list(field, node);
      case MAP -> map(field, node);
      case INSTANT -> instant(field, node);
      case STRING,
          INTEGER,
          LONG,
          SHORT,
          BYTE,
          FLOAT,
          DOUBLE,
          BIG_DECIMAL,
          BOOLEAN,
          SDK_BYTES,
          DOCUMENT,
          NULL -> {
        if (node.isContainer()) {
          throw new MalformedValueException(field.locationName(), node.toString());
        }
        yield Scalars.parse(field, node.asString());
      }
    };
  }

  private Object pojo(SdkField<?> field, JsonNode node) {
    if (!node.isObject()) {
      throw new MalformedValueException(field.locationName(), node.toString());
    }
    return read(field.constructor().get(), node);
  }

  private Object instant(SdkField<?> field, JsonNode node) {
    if (node.isNumber()) {
      double seconds = node.asDouble();
      return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }
    return Scalars.parse(field, node.asString());
  }

  private List<Object> list(SdkField<?> field, JsonNode node) {
    if (!node.isArray()) {
      throw new MalformedValueException(field.locationName(), node.toString());
    }
    SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
    List<Object> values = new ArrayList<>();
    for (JsonNode each : node) {
      Object value = each.isNull() ? null : value(member, each);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private Map<String, Object> map(SdkField<?> field, JsonNode node) {
    if (!node.isObject()) {
      throw new MalformedValueException(field.locationName(), node.toString());
    }
    SdkField<?> valueField = field.getTrait(MapTrait.class).valueFieldInfo();
    Map<String, Object> values = new LinkedHashMap<>();
    node.properties()
        .forEach(entry -> {
          Object value = value(valueField, entry.getValue());
          if (value != null) {
            values.put(entry.getKey(), value);
          }
        });
    return values;
  }
}
