package dev.weir.planner.yaml;

/// Something wrong in a file that a user wrote.
///
/// @param file as the user named it
/// @param line first line is 1
/// @param object the object in the file, such as `Ingress shop/web`, or the empty string
/// @param field path of the field, such as `spec.rules[0].host`, or the empty string
/// @param message what is wrong and what was expected
public record SourceProblem(String file, int line, String object, String field, String message) {

  /// `file:line: object: field: message`, without the parts that are empty.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(file).append(':').append(line).append(": ");
    if (!object.isEmpty()) {
      text.append(object).append(": ");
    }
    if (!field.isEmpty()) {
      text.append(field).append(": ");
    }
    return text.append(message).toString();
  }
}
