package dev.weir.controller;

import dev.weir.controller.kube.InformerCaches;
import java.util.Set;
import java.util.stream.Collectors;

/// Which bindings take part in the rules on nodes and pods.
final class BindingKeys {
  private BindingKeys() {}

  static Set<String> withNetworking(InformerCaches caches) {
    return caches.targetGroupBindings().list().stream()
        .filter(binding -> binding.getSpec().networking() != null)
        .filter(binding -> binding.getMetadata().getDeletionTimestamp() == null)
        .map(InformerCaches::key)
        .collect(Collectors.toSet());
  }
}
