package dev.weir.planner.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that belongs to one load balancer, as it should be.
///
/// @param id the Ingress group (`name` or `namespace/name`), or the Service (`namespace/name`)
/// @param resources in the order in which planning added them
public record Stack(String id, List<Resource> resources) {

  public Stack {
    resources = List.copyOf(resources);
  }

  public static Builder builder(String id) {
    return new Builder(id);
  }

  /// The specs of one type by resource id, in the order in which they were added.
  public <S extends ResourceSpec> Map<String, S> specs(Class<S> type) {
    Map<String, S> specs = new LinkedHashMap<>();
    for (Resource resource : resources) {
      if (type.isInstance(resource.spec())) {
        specs.put(resource.id(), type.cast(resource.spec()));
      }
    }
    return Collections.unmodifiableMap(specs);
  }

  /// The spec with this type and id.
  public <S extends ResourceSpec> Optional<S> spec(Class<S> type, String id) {
    for (Resource resource : resources) {
      if (resource.id().equals(id) && type.isInstance(resource.spec())) {
        return Optional.of(type.cast(resource.spec()));
      }
    }
    return Optional.empty();
  }

  /// A resource; type and id together are unique in a stack.
  public record Resource(String id, ResourceSpec spec) {}

  /// Collects resources. Of two with the same type and id the first stays.
  public static final class Builder {

    private final String id;
    private final Map<Key, Resource> resources = new LinkedHashMap<>();

    private Builder(String id) {
      this.id = id;
    }

    public Builder add(String resourceId, ResourceSpec spec) {
      resources.putIfAbsent(
          new Key(spec.resourceType(), resourceId), new Resource(resourceId, spec));
      return this;
    }

    public Stack build() {
      return new Stack(id, new ArrayList<>(resources.values()));
    }

    private record Key(ResourceType type, String id) {}
  }
}
