package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Pod templates: pods made from them, and the hash that tells them apart.
final class PodTemplates {
  static final String HASH_LABEL = "pod-template-hash";

  /// The alphabet of generated names: no vowels and nothing that looks like another character.
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private PodTemplates() {}

  /// A pod of a controller's template, without a name.
  static ObjectNode newPod(ResourceType ownerType, ObjectNode owner) {
    JsonNode template = Json.at(owner, "spec", "template");
    ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("namespace", Meta.namespace(owner));
    copy(template, metadata, "labels");
    copy(template, metadata, "annotations");
    copy(template, metadata, "finalizers");
    pod.set("spec", template.path("spec").deepCopy());
    Owners.setController(pod, ownerType, owner);
    return pod;
  }

  /// A short name for a template: equal templates have equal hashes, whatever the order of fields.
  static String hash(JsonNode template) {
    int hash = 0x811c9dc5; // FNV-1a, 32 bits
    for (byte b : sorted(template).toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    var text = new StringBuilder();
    for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
      text.append(ALPHABET.charAt(digit % ALPHABET.length()));
    }
    return text.toString();
  }

  /// Whether two templates are the same but for the hash label.
  static boolean sameTemplate(JsonNode one, JsonNode other) {
    return withoutHash(one).equals(withoutHash(other));
  }

  private static JsonNode withoutHash(JsonNode template) {
    ObjectNode copy = template instanceof ObjectNode object ? object.deepCopy() : Json.object();
    if (Json.at(copy, "metadata", "labels") instanceof ObjectNode labels) {
      labels.remove(HASH_LABEL);
    }
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("creationTimestamp"); // clients send null for it, others leave it out
    }
    return copy;
  }

  private static void copy(JsonNode template, ObjectNode metadata, String field) {
    JsonNode value = Json.at(template, "metadata", field);
    if (!value.isMissingNode() && !value.isNull()) {
      metadata.set(field, value.deepCopy());
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> fields = new TreeMap<>();
      object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      ObjectNode copy = Json.object();
      fields.forEach(copy::set);
      return copy;
    }
    if (node.isArray()) {
      var copy = Json.array();
      node.forEach(element -> copy.add(sorted(element)));
      return copy;
    }
    return node;
  }
}
