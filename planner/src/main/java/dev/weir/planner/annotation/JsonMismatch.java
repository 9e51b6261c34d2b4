package dev.weir.planner.annotation;

/// A text is no JSON, or a JSON value has another type than its place asks for.
///
/// The message begins as that of Go's `encoding/json` (`invalid character`, `unexpected end of JSON
/// input`, `json:`), because error texts of annotations quote it.
public final class JsonMismatch extends RuntimeException {

  private static final long serialVersionUID = 1;

  public JsonMismatch(String message) {
    super(message);
  }

  static JsonMismatch type(String expected, JsonValue found) {
    return new JsonMismatch("json: expected " + expected + ", found " + found.describe());
  }
}
