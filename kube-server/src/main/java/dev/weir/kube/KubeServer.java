package dev.weir.kube;

import dev.weir.kube.cluster.Cluster;
import dev.weir.kube.cluster.ClusterConfig;
import dev.weir.kube.crd.BundledDefinitions;
import dev.weir.kube.crd.CustomTypes;
import dev.weir.kube.forward.PortForward;
import dev.weir.kube.http.ApiServer;
import dev.weir.kube.http.PodLogs;
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
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelectorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The embedded Kubernetes API: storage, HTTP, the load balancer controller's custom types, and, if
/// wanted, a simulated cluster whose pods really answer.
public final class KubeServer implements AutoCloseable {
  private static final List<String> NAMESPACES =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");

  private final KubeStore store;
  private final @Nullable Cluster cluster;
  private final WebServer web;

  private KubeServer(KubeStore store, @Nullable Cluster cluster, WebServer web) {
    this.store = store;
    this.cluster = cluster;
    this.web = web;
  }

  /// Starts serving; returns when the port answers.
  ///
  /// @throws dev.weir.kube.store.DataDirectoryException if the data directory cannot be used
  /// @throws java.io.UncheckedIOException if the port is taken
  public static KubeServer start(KubeServerConfig config) {
    Schemas schemas = Schemas.load();
    Tables tables = new Tables(config.clock());
    KubeStore store = store(config);
    Cluster cluster = null;
    try {
      store.addAdmission(new SchemaAdmission(schemas, config.clock()));
      CustomTypes.follow(store, schemas, tables);
      createNamespaces(store);
      BundledDefinitions.install(store);
      cluster = cluster(config, store);
      store.addAdmission(new FieldOwnership(schemas, config.clock()));
      PodLogs logs = cluster == null ? PodLogs.NONE : new ClusterLogs(cluster, config.clock());
      ApiServer api = new ApiServer(store, schemas, tables, logs, config.clock());
      return new KubeServer(store, cluster, listen(config, api, store));
    } catch (RuntimeException e) {
      if (cluster != null) {
        cluster.close();
      }
      store.close();
      throw e;
    }
  }

  private static KubeStore store(KubeServerConfig config) {
    ResourceTypes types = new ResourceTypes();
    Path directory = config.dataDirectory();
    return directory == null
        ? KubeStore.inMemory(types, config.clock())
        : KubeStore.open(types, config.clock(), directory);
  }

  private static @Nullable Cluster cluster(KubeServerConfig config, KubeStore store) {
    ClusterConfig cluster = config.cluster();
    return cluster == null ? null : Cluster.start(store, cluster);
  }

  private static WebServer listen(KubeServerConfig config, ApiServer api, KubeStore store) {
    Http1ConnectionSelectorConfig.Builder http =
        Http1ConnectionSelectorConfig.builder().config(Http1Config.create());
    ClusterConfig cluster = config.cluster();
    if (cluster != null) {
      http.addUpgrader(new PortForward(store, cluster.addresses()));
    }
    return WebServer.builder()
        .address(config.bindAddress())
        .port(config.port())
        .addConnectionSelector(http.build())
        .shutdownGracePeriod(Duration.ofMillis(200))
        .shutdownHook(false)
        .routing(routing -> routing.any(api))
        .build()
        .start();
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

  /// Stops the pods, ends all watches, stops listening and flushes the journal. The objects stay.
  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
    store.close();
    web.stop();
  }
}
