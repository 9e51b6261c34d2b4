package dev.weir.kube.crd;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.KubeStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.node.ObjectNode;

/// The load balancer controller's custom types, which are there from the start.
public final class BundledDefinitions {
  private static final List<String> FILES =
      List.of(
          "targetgroupbindings.yaml", "ingressclassparams.yaml", "albtargetcontrolconfigs.yaml");

  private BundledDefinitions() {}

  /// Creates those that the store does not have; definitions that somebody applied stay as they
  /// are.
  public static void install(KubeStore store) {
    for (String file : FILES) {
      ObjectNode definition = read(file);
      if (store.get(BuiltInTypes.CUSTOM_RESOURCE_DEFINITION, "", Meta.name(definition)).isEmpty()) {
        store.create(BuiltInTypes.CUSTOM_RESOURCE_DEFINITION, definition);
      }
    }
  }

  private static ObjectNode read(String file) {
    try (InputStream in =
        Objects.requireNonNull(BundledDefinitions.class.getResourceAsStream(file), file)) {
      Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return (ObjectNode) Json.MAPPER.<tools.jackson.databind.JsonNode>valueToTree(loaded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
