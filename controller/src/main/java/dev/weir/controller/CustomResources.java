package dev.weir.controller;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The custom resource definitions that the controller works with. On a cluster of its own an
/// administrator installs them, as with the chart of the AWS controller; the local world does it at
/// start.
public final class CustomResources {
  private static final List<String> NAMES = List.of("targetgroupbindings", "ingressclassparams");

  private CustomResources() {}

  /// The definitions as YAML documents.
  public static List<String> yaml() {
    return NAMES.stream().map(CustomResources::read).toList();
  }

  /// Creates the definitions that are missing and waits until they are served.
  public static void install(KubernetesClient client) {
    for (String yaml : yaml()) {
      CustomResourceDefinition definition =
          client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
      var resource = client.apiextensions().v1().customResourceDefinitions().resource(definition);
      if (resource.get() == null) {
        create(client, definition);
      }
      resource.waitUntilCondition(CustomResources::isServed, 30, TimeUnit.SECONDS);
    }
  }

  private static void create(KubernetesClient client, CustomResourceDefinition definition) {
    try {
      client.apiextensions().v1().customResourceDefinitions().resource(definition).create();
    } catch (KubernetesClientException e) {
      // Another process was faster.
      if (e.getCode() != 409) {
        throw e;
      }
    }
  }

  private static boolean isServed(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && "True".equals(c.getStatus()));
  }

  private static String read(String name) {
    String path = "crd/" + name + ".yaml";
    try (InputStream in = CustomResources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
