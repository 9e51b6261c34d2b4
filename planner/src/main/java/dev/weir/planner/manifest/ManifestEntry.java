package dev.weir.planner.manifest;

import dev.weir.planner.yaml.FieldPath;
import dev.weir.planner.yaml.SourceProblem;
import dev.weir.planner.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One object of a document: the document itself, or an item of a List.
///
/// @param path where the object stands in the document
record ManifestEntry(YamlDocument document, List<Object> path, JsonNode json) {

  ManifestEntry {
    path = List.copyOf(path);
  }

  String apiVersion() {
    return text(json.path("apiVersion"));
  }

  String kind() {
    return text(json.path("kind"));
  }

  String name() {
    return text(json.path("metadata").path("name"));
  }

  /// `Ingress shop/web`, or as much of it as is known.
  String label() {
    String namespace = text(json.path("metadata").path("namespace"));
    String name = namespace.isEmpty() ? name() : namespace + "/" + name();
    return (kind() + " " + name).strip();
  }

  String place() {
    return document.file() + ":" + document.line(path);
  }

  SourceProblem problem(List<?> inObject, String message) {
    List<Object> full = new ArrayList<>(path);
    full.addAll(inObject);
    SourceProblem located = document.problem(full, label(), message);
    String field = FieldPath.text(inObject);
    return new SourceProblem(located.file(), located.line(), located.object(), field, message);
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : "";
  }
}
