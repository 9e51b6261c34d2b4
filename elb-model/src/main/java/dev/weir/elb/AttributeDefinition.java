package dev.weir.elb;

import java.util.function.Predicate;

/// One attribute key of the ELBv2 API with its default and what values it takes.
///
/// @param defaultValue what `Describe...Attributes` returns when nothing was set
/// @param expected the allowed values in words, for error messages
public record AttributeDefinition(
    String key, String defaultValue, String expected, Predicate<String> allowed) {

  static AttributeDefinition bool(String key, boolean defaultValue) {
    return oneOf(key, Boolean.toString(defaultValue), "true", "false");
  }

  static AttributeDefinition oneOf(String key, String defaultValue, String... values) {
    var set = java.util.Set.of(values);
    return new AttributeDefinition(
        key, defaultValue, "one of " + String.join(", ", values), set::contains);
  }

  static AttributeDefinition range(String key, String defaultValue, long from, long to) {
    return new AttributeDefinition(
        key, defaultValue, "a number from " + from + " to " + to, v -> within(v, from, to));
  }

  /// A number in the range, or one of the words.
  static AttributeDefinition rangeOr(
      String key, String defaultValue, long from, long to, String word) {
    return new AttributeDefinition(
        key,
        defaultValue,
        word + ", or a number from " + from + " to " + to,
        v -> v.equals(word) || within(v, from, to));
  }

  static AttributeDefinition text(String key, String defaultValue, int maxLength) {
    return new AttributeDefinition(
        key, defaultValue, "at most " + maxLength + " characters", v -> v.length() <= maxLength);
  }

  private static boolean within(String value, long from, long to) {
    if (value.isEmpty()
        || value.length() > 10
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    long number = Long.parseLong(value);
    return number >= from && number <= to;
  }
}
