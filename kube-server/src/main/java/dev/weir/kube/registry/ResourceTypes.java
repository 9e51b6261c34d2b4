package dev.weir.kube.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The types served at the moment: the built-in ones and those of CustomResourceDefinitions. Safe
/// for threads.
public final class ResourceTypes {
  private volatile List<ResourceType> all = BuiltInTypes.ALL;

  /// All types, built-in ones first.
  public List<ResourceType> all() {
    return all;
  }

  /// The type at `/apis/<group>/<version>/<plural>`.
  public Optional<ResourceType> find(String group, String version, String plural) {
    return all.stream()
        .filter(type ->
            type.group().equals(group)
                && type.version().equals(version)
                && type.plural().equals(plural))
        .findFirst();
  }

  /// The type of objects with that apiVersion and kind.
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return all.stream()
        .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /// The first served version of a stored resource such as `deployments.apps`.
  public Optional<ResourceType> ofResource(String resource) {
    return all.stream().filter(type -> type.resource().equals(resource)).findFirst();
  }

  /// Serves these types in place of all that were served for that resource.
  public synchronized void replace(String resource, Collection<ResourceType> types) {
    List<ResourceType> next = new ArrayList<>();
    all.stream().filter(type -> !type.resource().equals(resource)).forEach(next::add);
    next.addAll(types);
    all = List.copyOf(next);
  }
}
