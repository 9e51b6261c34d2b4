package dev.weir.aws.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/// Single values between text and the SDK's types.
final class Scalars {
  private Scalars() {}

  /// @throws MalformedValueException when the text is not of the field's type
  static Object parse(SdkField<?> field, String text) {
    MarshallingKnownType type = field.marshallingType().getKnownType();
    try {
      return switch (type) {
        case STRING -> text;
        case INTEGER -> Integer.valueOf(text);
        case LONG -> Long.valueOf(text);
        case SHORT -> Short.valueOf(text);
        case BYTE -> Byte.valueOf(text);
        case FLOAT -> Float.valueOf(text);
        case DOUBLE -> Double.valueOf(text);
        case BIG_DECIMAL -> new BigDecimal(text);
        case BOOLEAN -> bool(text);
        case INSTANT -> instant(text);
        case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
        case SDK_POJO, LIST, MAP, DOCUMENT, NULL ->
            throw new MalformedValueException(field.locationName(), text);
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedValueException(field.locationName(), text);
    }
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Instant instant(String text) {
    return text.isEmpty() || !Character.isLetter(text.charAt(text.length() - 1))
        ? OffsetDateTime.parse(text).toInstant()
        : Instant.parse(text);
  }

  static String text(Object value) {
    return switch (value) {
      case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArray());
      case BigDecimal number -> number.toPlainString();
      default -> value.toString();
    };
  }
}
