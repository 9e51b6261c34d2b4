package dev.weir.kube.http;

import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.Selector;
import dev.weir.kube.store.WriteOptions;
import dev.weir.kube.store.WriteOptions.FieldValidation;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request for objects of a type.
///
/// @param type that is stored
/// @param duplicates fields that the body has twice, once it is read
record ApiRequest(
    ServerRequest request,
    ServerResponse response,
    ApiPath path,
    ResourceType type,
    List<String> duplicates) {

  /// Whether the client speaks of events in the form of `events.k8s.io/v1`.
  boolean newEvents() {
    return path.group().equals(EventForm.GROUP);
  }

  String method() {
    return request.prologue().method().text();
  }

  String query(String name) {
    return request.query().first(name).orElse("");
  }

  boolean queryFlag(String name) {
    String value = query(name);
    return value.equals("true") || value.equals("1");
  }

  /// A whole number parameter.
  ///
  /// @throws StatusException 400 if it is none
  long queryNumber(String name, long otherwise) {
    String value = query(name);
    try {
      return value.isEmpty() ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw StatusException.badRequest(
          "Invalid value for query parameter " + name + ": \"" + value + "\" (expected: a number)");
    }
  }

  String accept() {
    return request.headers().first(HeaderNames.ACCEPT).orElse("");
  }

  /// The body's media type without parameters.
  String contentType() {
    String whole = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    return whole.split(";", 2)[0].strip();
  }

  /// The namespace, null for all of them.
  @Nullable String namespaceOrAll() {
    return path.namespace().isEmpty() ? null : path.namespace();
  }

  ResourceKey key() {
    return ResourceKey.of(type, path.namespace(), path.name());
  }

  /// @throws StatusException 400 if a selector cannot be parsed or names an unknown field
  Selector selector() {
    String fields = query("fieldSelector");
    String stored = newEvents() ? EventForm.coreSelector(fields) : fields;
    FieldLabels.check(type, stored);
    return Selector.parse(query("labelSelector"), stored);
  }

  boolean isDryRun() {
    return !query("dryRun").isEmpty();
  }

  WriteOptions writeOptions() {
    FieldValidation validation =
        switch (query("fieldValidation")) {
          case "Strict" -> FieldValidation.STRICT;
          case "Ignore" -> FieldValidation.IGNORE;
          default -> FieldValidation.WARN;
        };
    return new WriteOptions(fieldManager(), validation, isDryRun(), this::warn, duplicates);
  }

  /// The `fieldManager` parameter, else the first word of the user agent.
  String fieldManager() {
    String manager = query("fieldManager");
    if (!manager.isEmpty()) {
      return manager;
    }
    String agent = request.headers().first(HeaderNames.USER_AGENT).orElse("unknown");
    String first = agent.split("/", 2)[0];
    return first.isEmpty() ? "unknown" : first.substring(0, Math.min(128, first.length()));
  }

  private void warn(String text) {
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
    response.headers().add(HeaderNames.WARNING, "299 - \"" + quoted + "\"");
  }
}
