package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.KubeStore;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The environment variables of a container, with references resolved.
final class PodEnvironment {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z0-9_.-]+)\\)");
  private static final Pattern SUBSCRIPT =
      Pattern.compile("metadata\\.(labels|annotations)\\['(.+)']");

  private final KubeStore store;

  PodEnvironment(KubeStore store) {
    this.store = store;
  }

  /// @param address the pod's address, which its status may not have yet
  Map<String, String> of(JsonNode pod, JsonNode container, String address) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode variable : Json.list(container, "env")) {
      String value =
          variable.has("valueFrom")
              ? referenced(pod, variable.path("valueFrom"), address)
              : expanded(Json.text(variable, "value"), environment);
      environment.put(Json.text(variable, "name"), value);
    }
    return environment;
  }

  private String referenced(JsonNode pod, JsonNode source, String address) {
    String namespace = Meta.namespace(pod);
    if (source.has("fieldRef")) {
      return field(pod, Json.text(source, "fieldRef", "fieldPath"), address);
    }
    if (source.has("configMapKeyRef")) {
      return keyed(BuiltInTypes.CONFIG_MAP, namespace, source.path("configMapKeyRef"));
    }
    if (source.has("secretKeyRef")) {
      String encoded = keyed(BuiltInTypes.SECRET, namespace, source.path("secretKeyRef"));
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
    return "";
  }

  private static String field(JsonNode pod, String path, String address) {
    var subscript = SUBSCRIPT.matcher(path);
    if (subscript.matches()) {
      return Json.text(pod, "metadata", subscript.group(1), subscript.group(2));
    }
    return path.equals("status.podIP") ? address : Json.text(pod, path.split("\\."));
  }

  private String keyed(ResourceType type, String namespace, JsonNode reference) {
    return store
        .get(type, namespace, Json.text(reference, "name"))
        .map(object -> Json.text(object, "data", Json.text(reference, "key")))
        .orElse("");
  }

  private static String expanded(String value, Map<String, String> before) {
    return REFERENCE
        .matcher(value)
        .replaceAll(
            match -> Matcher.quoteReplacement(before.getOrDefault(match.group(1), match.group())));
  }
}
