package dev.weir.kube;

import dev.weir.kube.crd.CustomTypes;
import dev.weir.kube.http.ApiServer;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceTypes;
import dev.weir.kube.schema.Schemas;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.table.Tables;
import dev.weir.kube.validate.FieldOwnership;
import dev.weir.kube.validate.SchemaAdmission;
import io.helidon.webserver.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The embedded Kubernetes API: storage, HTTP and the system namespaces.
public final class KubeServer implements AutoCloseable {
  private static final List<String> NAMESPACES =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");

  private final KubeStore store;
  private final WebServer web;

  private KubeServer(KubeStore store, WebServer web) {
    this.store = store;
    this.web = web;
  }

  /// Starts serving.
  ///
  /// @throws RuntimeException if the port is taken or the data directory cannot be read
  public static KubeServer start(KubeServerConfig config) {
    ResourceTypes types = new ResourceTypes();
    Schemas schemas = Schemas.load();
    Tables tables = new Tables(config.clock());
    Path directory = config.dataDirectory();
    KubeStore store =
        directory == null
            ? KubeStore.inMemory(types, config.clock())
            : KubeStore.open(types, config.clock(), directory);
    CustomTypes.follow(store, schemas, tables);
    store.addAdmission(new SchemaAdmission(schemas, config.clock()));
    store.addAdmission(new FieldOwnership(schemas, config.clock()));
    createNamespaces(store);
    ApiServer api = new ApiServer(store, schemas, tables, config.podLogs(), config.clock());
    WebServer web =
        WebServer.builder()
            .address(config.bindAddress())
            .port(config.port())
            .shutdownGracePeriod(Duration.ofMillis(200))
            .shutdownHook(false)
            .routing(routing -> routing.any(api))
            .build()
            .start();
    return new KubeServer(store, web);
  }

  private static void createNamespaces(KubeStore store) {
    for (String name : NAMESPACES) {
      if (store.get(BuiltInTypes.NAMESPACE, "", name).isEmpty()) {
        ObjectNode namespace = Json.object();
        Meta.of(namespace).put("name", name);
        store.create(BuiltInTypes.NAMESPACE, namespace);
      }
    }
  }

  /// The port that it listens on.
  public int port() {
    return web.port();
  }

  /// The objects, for in-process controllers.
  public KubeStore store() {
    return store;
  }

  /// Ends all watches, stops listening and flushes the journal.
  @Override
  public void close() {
    store.close();
    web.stop();
  }
}
