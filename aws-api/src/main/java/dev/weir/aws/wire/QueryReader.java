package dev.weir.aws.wire;

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

/// Reads Query and EC2 Query parameters into the SDK's request objects.
///
/// Query puts the members of a list under `<name>.member.<n>`, EC2 under `<name>.<n>`.
final class QueryReader {
  private final boolean ec2;

  QueryReader(boolean ec2) {
    this.ec2 = ec2;
  }

  /// Fills a builder and builds.
  Object read(SdkPojo builder, FormNode node) {
    for (SdkField<?> field : builder.sdkFields()) {
      FormNode child = node.child(field.locationName());
      if (child != null) {
        Object value = value(field, child);
        if (value != null) {
          field.set(builder, value);
        }
      }
    }
    return ((Buildable) builder).build();
  }

  private @Nullable Object value(SdkField<?> field, FormNode node) {
    return switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> read(field.constructor().get(), node);
      case LIST -> list(field.getTrait(ListTrait.class), node);
      case MAP -> map(field.getTrait(MapTrait.class), node);
      case STRING,
          INTEGER,
          LONG,
          SHORT,
          BYTE,
          FLOAT,
          DOUBLE,
          BIG_DECIMAL,
          BOOLEAN,
          INSTANT,
          SDK_BYTES,
          DOCUMENT,
          NULL -> {
        String text = node.value();
        yield text == null ? null : Scalars.parse(field, text);
      }
    };
  }

  private List<Object> list(ListTrait trait, FormNode node) {
    FormNode members = node;
    if (!ec2 && !trait.isFlattened()) {
      String name = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
      FormNode wrapped = node.child(name);
      members = wrapped == null ? new FormNode() : wrapped;
    }
    List<Object> values = new ArrayList<>();
    for (FormNode member : members.numbered()) {
      Object value = value(trait.memberFieldInfo(), member);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private Map<String, Object> map(MapTrait trait, FormNode node) {
    FormNode entries = node;
    if (!trait.isFlattened()) {
      FormNode wrapped = node.child("entry");
      entries = wrapped == null ? new FormNode() : wrapped;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (FormNode entry : entries.numbered()) {
      FormNode key = entry.child(trait.keyLocationName());
      FormNode valueNode = entry.child(trait.valueLocationName());
      Object value = valueNode == null ? null : value(trait.valueFieldInfo(), valueNode);
      if (key != null && key.value() != null && value != null) {
        values.put(key.value(), value);
      }
    }
    return values;
  }
}
