package dev.weir.controller;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/// Opens the client. Watches go over plain HTTP: a WebSocket upgrade that an API server answers
/// with an endless body would hang the client.
final class KubernetesConnection {
  private KubernetesConnection() {}

  static KubernetesClient open(Config config) {
    Config plain = new ConfigBuilder(config).withOnlyHttpWatches(true).build();
    return new KubernetesClientBuilder().withConfig(plain).build();
  }
}
