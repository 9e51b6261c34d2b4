package dev.weir.aws.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/// SDK objects with every member set to something random, from a seed.
final class RandomPojos {
  private static final int MAX_DEPTH = 5;
  private static final String CHARACTERS = "abcXYZ019 -_.~!*'();:@&=+$,/?%#[]<>\"{}|\\^`äß漢";

  private final Random random;

  RandomPojos(long seed) {
    this.random = new Random(seed);
  }

  Object build(SdkPojo builder) {
    return build(builder, 0);
  }

  private Object build(SdkPojo builder, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      Object value = value(field, depth);
      if (value != null) {
        field.set(builder, value);
      }
    }
    return RoundTripTest.build(builder);
  }

  /// Null where it would go too deep: an empty structure has no form in Query.
  private Object value(SdkField<?> field, int depth) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> text();
      case INTEGER -> random.nextInt();
      case LONG -> random.nextLong();
      case SHORT -> (short) random.nextInt();
      case BYTE -> (byte) random.nextInt();
      case FLOAT -> random.nextInt(1000) / 8f;
      case DOUBLE -> random.nextInt(100_000) / 16d;
      case BIG_DECIMAL -> BigDecimal.valueOf(random.nextInt(), 2);
      case BOOLEAN -> random.nextBoolean();
      case INSTANT -> Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      case SDK_BYTES -> SdkBytes.fromUtf8String(text());
      case SDK_POJO -> depth >= MAX_DEPTH ? null : build(field.constructor().get(), depth + 1);
      case LIST -> list(field, depth);
      case MAP -> map(field, depth);
      case DOCUMENT, NULL -> null;
    };
  }

  private List<Object> list(SdkField<?> field, int depth) {
    SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
    List<Object> values = new ArrayList<>();
    int size = depth < 2 ? 2 : 1;
    for (int i = 0; i < size; i++) {
      Object value = depth >= MAX_DEPTH ? null : value(member, depth + 1);
      if (value != null) {
        values.add(value);
      }
    }
    return values.isEmpty() ? null : values;
  }

  private Map<String, Object> map(SdkField<?> field, int depth) {
    Object value =
        depth >= MAX_DEPTH
            ? null
            : value(field.getTrait(MapTrait.class).valueFieldInfo(), depth + 1);
    if (value == null) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(text(), value);
    return values;
  }

  private String text() {
    StringBuilder text = new StringBuilder("v");
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.append('z').toString();
  }
}
