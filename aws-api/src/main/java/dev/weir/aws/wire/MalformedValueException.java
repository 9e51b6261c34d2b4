package dev.weir.aws.wire;

/// A value that is not of the type that its parameter has.
final class MalformedValueException extends RuntimeException {
  private final String parameter;
  private final String value;

  MalformedValueException(String parameter, String value) {
    super(describe(parameter, value));
    this.parameter = parameter;
    this.value = value;
  }

  private static String describe(String parameter, String value) {
    return "Value '" + value + "' at '" + parameter + "' is not of the expected type";
  }

  String describe() {
    return describe(parameter, value);
  }

  String parameter() {
    return parameter;
  }

  String value() {
    return value;
  }
}
