package dev.weir.kube.cluster;

import dev.weir.kube.pod.PodLog;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.node.ObjectNode;

/// The simulated cluster: nodes, controllers and pods over one store.
///
/// Everything that listens is on loopback. Closing stops the pods but leaves their objects, so that
/// the next start runs them again under the same names and addresses.
public final class Cluster implements AutoCloseable {
  private static final int WORKERS = 2;

  private final KubeStore store;
  private final PodRuns runs;
  private final NodePorts nodePorts;
  private final List<ControllerLoop> loops;
  private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
  private final Thread dispatcher;
  private volatile boolean closed;

  private Cluster(KubeStore store, ClusterConfig config) {
    this.store = store;
    var events = new EventRecorder(store, config.clock());
    var workloads = new Workloads(store, events);
    this.runs = new PodRuns(config, events);
    this.nodePorts = new NodePorts(store, config, events);
    this.loops = controllers(config, events, workloads).stream().map(ControllerLoop::new).toList();
    this.dispatcher = Thread.ofVirtual().name("cluster-changes").unstarted(this::dispatch);
  }

  /// Creates what every cluster has, and begins to work.
  ///
  /// The store must already have its admission steps.
  public static Cluster start(KubeStore store, ClusterConfig config) {
    store.addAdmission(ServiceAddresses.over(store));
    var cluster = new Cluster(store, config);
    cluster.start(config);
    return cluster;
  }

  /// The log of a container of a running pod; empty when no such pod runs.
  public Optional<PodLog> log(String namespace, String pod, String container) {
    return runs.log(ResourceKey.of(BuiltInTypes.POD, namespace, pod), container);
  }

  /// Stops controllers and pods; the objects stay.
  @Override
  public void close() {
    closed = true;
    dispatcher.interrupt();
    try {
      dispatcher.join();
      for (ControllerLoop loop : loops) {
        loop.close();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    nodePorts.close();
    runs.stopAll();
  }

  private List<Controller> controllers(
      ClusterConfig config, EventRecorder events, Workloads workloads) {
    return List.of(
        new GarbageCollector(store),
        new NamespaceController(store),
        new DeploymentController(store, workloads, events, config.clock()),
        new ReplicaSetController(store, workloads, config.clock()),
        new StatefulSetController(store, workloads, config.clock()),
        new DaemonSetController(store, workloads, config.clock()),
        new JobController(store, workloads, events, config.clock()),
        new Scheduler(store, events, config.clock()),
        new Kubelet(store, config, events, runs),
        new EndpointSliceController(store),
        new EndpointsController(store),
        new EndpointsMirror(store),
        new EventExpiry(store, config.clock()),
        new DisruptionController(store, config.clock()),
        nodePorts);
  }

  /// Every controller hears of all objects before any of them acts: none may take an object for
  /// absent because it has not heard of it yet.
  private void start(ClusterConfig config) {
    store.onCommit(this::enqueue);
    new NamespaceController(store).createInitial();
    new NodeRegistrar(store, config).register();
    runs.reserve(store.list(BuiltInTypes.POD).items());
    for (ResourceType type : store.types().all()) {
      for (ObjectNode object : store.list(type).items()) {
        tell(new Change(ResourceKey.of(type, object), null, object, store.revision()));
      }
    }
    loops.forEach(loop -> loop.start(WORKERS));
    dispatcher.start();
  }

  private void enqueue(Change change) {
    if (!closed) {
      changes.add(change);
    }
  }

  private void dispatch() {
    try {
      while (!closed) {
        tell(changes.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Change change) {
    for (ControllerLoop loop : loops) {
      loop.onChange(change);
    }
  }
}
