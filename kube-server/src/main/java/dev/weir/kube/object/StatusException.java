package dev.weir.kube.object;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A refused request, as a Kubernetes API server words it: a `Status` with HTTP code, reason,
/// message and details.
public final class StatusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient Details details;

  /// What the error is about; absent texts are "".
  public record Details(String group, String kind, String name, List<Cause> causes) {
    public static final Details NONE = new Details("", "", "", List.of());

    public Details {
      causes = List.copyOf(causes);
    }
  }

  /// One failed field.
  ///
  /// @param reason for instance `FieldValueRequired`
  public record Cause(String reason, String message, String field) {}

  public StatusException(int code, String reason, String message, Details details) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  public static StatusException notFound(String group, String plural, String name) {
    return new StatusException(
        404,
        "NotFound",
        qualified(group, plural) + " \"" + name + "\" not found",
        new Details(group, plural, name, List.of()));
  }

  /// No such path or resource type.
  public static StatusException noSuchPath() {
    return new StatusException(
        404, "NotFound", "the server could not find the requested resource", Details.NONE);
  }

  public static StatusException alreadyExists(String group, String plural, String name) {
    return new StatusException(
        409,
        "AlreadyExists",
        qualified(group, plural) + " \"" + name + "\" already exists",
        new Details(group, plural, name, List.of()));
  }

  public static StatusException conflict(String group, String plural, String name, String why) {
    return new StatusException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + qualified(group, plural)
            + " \""
            + name
            + "\": "
            + why,
        new Details(group, plural, name, List.of()));
  }

  /// The optimistic lock failed: the caller's resourceVersion is not the stored one.
  public static StatusException modified(String group, String plural, String name) {
    return conflict(
        group,
        plural,
        name,
        "the object has been modified; please apply your changes to the latest version and try again");
  }

  /// 422: the object is well-formed but its content is refused.
  public static StatusException invalid(
      String group, String kind, String name, List<Cause> causes) {
    List<String> texts =
        causes.stream().map(cause -> cause.field() + ": " + cause.message()).distinct().toList();
    String joined = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
    String kindText = group.isEmpty() ? kind : kind + "." + group;
    return new StatusException(
        422,
        "Invalid",
        kindText + " \"" + name + "\" is invalid: " + joined,
        new Details(group, kind, name, causes));
  }

  public static StatusException badRequest(String message) {
    return new StatusException(400, "BadRequest", message, Details.NONE);
  }

  public static StatusException forbidden(String group, String plural, String name, String why) {
    return new StatusException(
        403,
        "Forbidden",
        qualified(group, plural) + " \"" + name + "\" is forbidden: " + why,
        new Details(group, plural, name, List.of()));
  }

  /// 410: the asked revision is no longer, or not yet, known; the client lists again.
  public static StatusException expired(String message) {
    return new StatusException(410, "Expired", message, Details.NONE);
  }

  public static StatusException unsupportedMediaType(String message) {
    return new StatusException(415, "UnsupportedMediaType", message, Details.NONE);
  }

  public static StatusException methodNotAllowed(String message) {
    return new StatusException(405, "MethodNotAllowed", message, Details.NONE);
  }

  public static StatusException internal(String message) {
    return new StatusException(
        500, "InternalError", "Internal error occurred: " + message, Details.NONE);
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  public boolean isNotFound() {
    return code == 404;
  }

  public boolean isConflict() {
    return reason.equals("Conflict");
  }

  public boolean isAlreadyExists() {
    return reason.equals("AlreadyExists");
  }

  /// The `Status` object that goes over the wire.
  public ObjectNode toStatus() {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
    if (!details.equals(Details.NONE)) {
      ObjectNode to = status.putObject("details");
      putUnlessEmpty(to, "name", details.name());
      putUnlessEmpty(to, "group", details.group());
      putUnlessEmpty(to, "kind", details.kind());
      for (Cause cause : details.causes()) {
        Json.childArray(to, "causes")
            .addObject()
            .put("reason", cause.reason())
            .put("message", cause.message())
            .put("field", cause.field());
      }
    }
    return status.put("code", code);
  }

  private static void putUnlessEmpty(ObjectNode to, String name, String value) {
    if (!value.isEmpty()) {
      to.put(name, value);
    }
  }

  private static String qualified(String group, String plural) {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
