package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.elb.Arn;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks of single values, in AWS's words.
final class Checks {
  private Checks() {}

  static AwsException invalid(String message) {
    return new AwsException("ValidationError", message);
  }

  /// @throws AwsException unless the number is absent or in the range
  static void range(@Nullable Integer value, String member, int from, int to) {
    if (value == null || (value >= from && value <= to)) {
      return;
    }
    String bound =
        value < from ? "greater than or equal to " + from : "less than or equal to " + to;
    throw constraint(value.toString(), member, "Member must have value " + bound);
  }

  static void length(@Nullable String value, String member, int to) {
    if (value != null && value.length() > to) {
      throw constraint(value, member, "Member must have length less than or equal to " + to);
    }
  }

  static AwsException constraint(String value, String member, String must) {
    return invalid(
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + member
            + "' failed to satisfy constraint: "
            + must);
  }

  /// The value, or the fallback when it is absent.
  ///
  /// @throws AwsException when it is none of the allowed
  static String oneOf(@Nullable String value, String member, String fallback, String... allowed) {
    if (value == null) {
      return fallback;
    }
    if (!Arrays.asList(allowed).contains(value)) {
      throw constraint(
          value,
          member,
          "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]");
    }
    return value;
  }

  static <E extends Enum<E>> Optional<E> enumOf(
      Class<E> type, @Nullable String value, String member) {
    if (value == null) {
      return Optional.empty();
    }
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(value)) {
        return Optional.of(each);
      }
    }
    String all = String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    throw constraint(value, member, "Member must satisfy enum value set: [" + all + "]");
  }

  /// A resource of this kind of the API.
  ///
  /// @param kind such as `listener`, as in the ARN
  static Arn arn(String value, String kind) {
    Arn arn;
    try {
      arn = Arn.of(value);
    } catch (IllegalArgumentException e) {
      throw invalid("'" + value + "' is not a valid " + kind + " ARN");
    }
    if (!arn.service().equals("elasticloadbalancing") || !arn.resource().startsWith(kind + "/")) {
      throw invalid("'" + value + "' is not a valid " + kind + " ARN");
    }
    return arn;
  }

  /// The name of a load balancer or target group.
  ///
  /// @param noun how the message begins, such as `Target group name`
  static void name(String name, String noun) {
    if (name.isEmpty()) {
      throw invalid(noun + " cannot be empty");
    }
    if (name.length() > 32) {
      throw invalid(noun + " '" + name + "' cannot be longer than '32' characters");
    }
    if (!name.chars().allMatch(Checks::isNameCharacter)) {
      throw invalid(
          noun
              + " '"
              + name
              + "' can only contain characters that are alphanumeric characters or hyphens(-)");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      throw invalid(noun + " '" + name + "' cannot begin or end with '-'");
    }
  }

  private static boolean isNameCharacter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
  }
}
