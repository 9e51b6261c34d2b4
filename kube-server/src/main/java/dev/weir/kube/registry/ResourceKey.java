package dev.weir.kube.registry;

import dev.weir.kube.object.Meta;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/// Where one object is stored. Ordered by resource, namespace, name: the order of lists.
///
/// @param resource `pods`, `deployments.apps`
/// @param namespace "" for cluster-scoped types
public record ResourceKey(String resource, String namespace, String name)
    implements Comparable<ResourceKey> {
  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::resource)
          .thenComparing(ResourceKey::namespace)
          .thenComparing(ResourceKey::name);

  public static ResourceKey of(ResourceType type, String namespace, String name) {
    return new ResourceKey(type.resource(), type.namespaced() ? namespace : "", name);
  }

  /// The key of an object of that type.
  public static ResourceKey of(ResourceType type, JsonNode object) {
    return of(type, Meta.namespace(object), Meta.name(object));
  }

  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }
}
