package dev.weir.controller.target;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Remembers which targets of a shared target group this cluster registered, in a ConfigMap next to
/// the binding, so that it never removes those of another cluster.
final class MultiClusterTargets {
  private static final String KEY = "targets";

  private final KubernetesClient client;

  MultiClusterTargets(KubernetesClient client) {
    this.client = client;
  }

  /// The remembered `id:port`s; empty before the first registration.
  Optional<Set<String>> read(String namespace, String bindingName) {
    ConfigMap map = client.configMaps().inNamespace(namespace).withName(name(bindingName)).get();
    if (map == null) {
      return Optional.empty();
    }
    String csv = Optional.ofNullable(map.getData()).orElse(Map.of()).getOrDefault(KEY, "");
    Set<String> keys = new TreeSet<>();
    Arrays.stream(csv.split(",")).filter(key -> !key.isBlank()).forEach(keys::add);
    return Optional.of(keys);
  }

  void write(String namespace, String bindingName, Collection<String> keys) {
    ConfigMap map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name(bindingName))
            .endMetadata()
            .addToData(KEY, String.join(",", new TreeSet<>(keys)))
            .build();
    var resource = client.configMaps().inNamespace(namespace).resource(map);
    if (resource.get() == null) {
      resource.create();
    } else {
      resource.update();
    }
  }

  void delete(String namespace, String bindingName) {
    client.configMaps().inNamespace(namespace).withName(name(bindingName)).delete();
  }

  private static String name(String bindingName) {
    return "aws-lbc-targets-" + bindingName;
  }
}
