package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceType.Trait;
import dev.weir.kube.registry.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which groups, versions and resources are served: the plain documents and the aggregated one of
/// newer clients.
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final ResourceTypes types;

  Discovery(ResourceTypes types) {
    this.types = types;
  }

  /// `APIVersions` of `/api`.
  static ObjectNode coreVersions() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  /// `APIGroupList` of `/apis`.
  ObjectNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    byGroup().keySet().stream()
        .filter(group -> !group.isEmpty())
        .forEach(group -> groups.add(groupEntry(group)));
    return list;
  }

  /// `APIGroup` of `/apis/<group>`; empty of versions if the group is not served.
  ObjectNode group(String group) {
    ObjectNode entry = groupEntry(group);
    entry.put("kind", "APIGroup").put("apiVersion", "v1");
    return entry;
  }

  boolean serves(String group) {
    return byGroup().containsKey(group);
  }

  private ObjectNode groupEntry(String group) {
    ObjectNode entry = Json.object().put("name", group);
    ArrayNode versions = entry.putArray("versions");
    List<String> served = versions(group);
    for (String version : served) {
      versions.addObject().put("groupVersion", group + "/" + version).put("version", version);
    }
    if (!served.isEmpty()) {
      entry
          .putObject("preferredVersion")
          .put("groupVersion", group + "/" + served.getFirst())
          .put("version", served.getFirst());
    }
    return entry;
  }

  private List<String> versions(String group) {
    return byGroup().getOrDefault(group, List.of()).stream()
        .map(ResourceType::version)
        .distinct()
        .toList();
  }

  private Map<String, List<ResourceType>> byGroup() {
    Map<String, List<ResourceType>> groups = new LinkedHashMap<>();
    for (ResourceType type : types.all()) {
      groups.computeIfAbsent(type.group(), group -> new ArrayList<>()).add(type);
    }
    return groups;
  }

  /// `APIResourceList` of one version.
  ObjectNode resources(String group, String version) {
    ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (ResourceType type : of(group, version)) {
      ObjectNode resource = resources.addObject();
      resource.put("name", type.plural()).put("singularName", type.names().singular());
      resource.put("namespaced", type.namespaced()).put("kind", type.kind());
      verbs(type).forEach(Json.childArray(resource, "verbs")::add);
      addNames(type, resource);
      for (String subresource : new TreeSet<>(type.subresources())) {
        ObjectNode sub = resources.addObject();
        sub.put("name", type.plural() + "/" + subresource).put("singularName", "");
        sub.put("namespaced", type.namespaced());
        addKind(type, subresource, sub);
        subresourceVerbs(subresource).forEach(Json.childArray(sub, "verbs")::add);
      }
    }
    return list;
  }

  /// What a subresource takes and gives.
  private record Kind(String group, String version, String kind) {
    static Kind of(ResourceType type) {
      return new Kind(type.group(), type.version(), type.kind());
    }
  }

  private static Kind kind(ResourceType type, String subresource) {
    return switch (subresource) {
      case "scale" -> new Kind("autoscaling", "v1", "Scale");
      case "eviction" -> new Kind("policy", "v1", "Eviction");
      case "token" -> new Kind("authentication.k8s.io", "v1", "TokenRequest");
      default -> Kind.of(type);
    };
  }

  private static void addKind(ResourceType type, String subresource, ObjectNode to) {
    Kind kind = kind(type, subresource);
    if (!kind.equals(Kind.of(type))) {
      to.put("group", kind.group()).put("version", kind.version());
    }
    to.put("kind", kind.kind());
  }

  private static void addNames(ResourceType type, ObjectNode resource) {
    if (!type.names().shortNames().isEmpty()) {
      type.names().shortNames().forEach(Json.childArray(resource, "shortNames")::add);
    }
    if (!type.names().categories().isEmpty()) {
      type.names().categories().forEach(Json.childArray(resource, "categories")::add);
    }
  }

  private List<ResourceType> of(String group, String version) {
    return types.all().stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .toList();
  }

  private static List<String> verbs(ResourceType type) {
    return type.is(Trait.REVIEW) ? List.of("create") : VERBS;
  }

  private static List<String> subresourceVerbs(String subresource) {
    return switch (subresource) {
      case "log" -> List.of("get");
      case "finalize" -> List.of("update");
      case "eviction", "token" -> List.of("create");
      default -> List.of("get", "patch", "update");
    };
  }

  /// `APIGroupDiscoveryList`, for `/api` the core group, for `/apis` the others.
  ObjectNode aggregated(boolean core, String version) {
    ObjectNode list = Json.object().put("kind", "APIGroupDiscoveryList");
    list.put("apiVersion", "apidiscovery.k8s.io/" + version).putObject("metadata");
    ArrayNode items = list.putArray("items");
    for (String group : byGroup().keySet()) {
      if (group.isEmpty() != core) {
        continue;
      }
      ObjectNode item = items.addObject();
      ObjectNode metadata = item.putObject("metadata").putNull("creationTimestamp");
      if (!core) {
        metadata.put("name", group);
      }
      ArrayNode versions = item.putArray("versions");
      for (String served : versions(group)) {
        ObjectNode entry = versions.addObject().put("version", served);
        of(group, served)
            .forEach(type -> Json.childArray(entry, "resources").add(aggregated(type)));
        entry.put("freshness", "Current");
      }
    }
    return list;
  }

  private static ObjectNode aggregated(ResourceType type) {
    ObjectNode resource = Json.object().put("resource", type.plural());
    responseKind(resource, type.group(), type.version(), type.kind());
    resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
    resource.put("singularResource", type.names().singular());
    verbs(type).forEach(Json.childArray(resource, "verbs")::add);
    addNames(type, resource);
    for (String subresource : new TreeSet<>(type.subresources())) {
      ObjectNode sub = Json.childArray(resource, "subresources").addObject();
      sub.put("subresource", subresource);
      Kind kind = kind(type, subresource);
      responseKind(sub, kind.group(), kind.version(), kind.kind());
      subresourceVerbs(subresource).forEach(Json.childArray(sub, "verbs")::add);
    }
    return resource;
  }

  private static void responseKind(ObjectNode to, String group, String version, String kind) {
    to.putObject("responseKind").put("group", group).put("version", version).put("kind", kind);
  }
}
