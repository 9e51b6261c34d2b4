package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.pod.ContainerProbes;
import dev.weir.kube.pod.PodLog;
import dev.weir.kube.pod.SimulatedPod;
import dev.weir.kube.registry.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The pods that run in this process, by their keys.
final class PodRuns {
  private final ClusterConfig config;
  private final EventRecorder events;
  private final PodNetwork network;
  private final Map<ResourceKey, PodRun> runs = new ConcurrentHashMap<>();
  private volatile Consumer<ResourceKey> look = _ -> {};

  PodRuns(ClusterConfig config, EventRecorder events) {
    this.config = config;
    this.events = events;
    this.network = new PodNetwork(config.podNetwork());
  }

  void attach(Consumer<ResourceKey> consumer) {
    look = consumer;
  }

  /// Keeps the addresses of stored pods from being given to others.
  void reserve(Iterable<ObjectNode> pods) {
    for (ObjectNode pod : pods) {
      if (!Pods.ip(pod).isEmpty() && !Pods.isFinished(pod)) {
        network.claim(Pods.ip(pod), Meta.uid(pod));
      }
    }
  }

  Optional<PodRun> find(ResourceKey key) {
    return Optional.ofNullable(runs.get(key));
  }

  List<ResourceKey> inNamespace(String namespace) {
    return runs.keySet().stream().filter(key -> key.namespace().equals(namespace)).toList();
  }

  PodRun findOrStart(ResourceKey key, ObjectNode pod) {
    return runs.computeIfAbsent(key, _ -> start(pod));
  }

  /// Stops the run of a pod that is gone or that another one of the same name has replaced.
  void forgetUnless(ResourceKey key, String uid) {
    PodRun run = runs.get(key);
    if (run != null && !run.uid().equals(uid)) {
      runs.remove(key);
      run.stop();
      network.release(run.address(), run.uid());
    }
  }

  ContainerRun container(ObjectNode pod, PodRun run, String name) {
    return run.container(name, _ -> newContainer(pod, run, name));
  }

  /// Starts the probes of every container that runs and has none running.
  void startProbes(ResourceKey key, ObjectNode pod, PodRun run) {
    for (JsonNode container : ContainerPorts.containers(pod)) {
      String name = Json.text(container, "name");
      ContainerRun one = container(pod, run, name);
      if (one.isRunning() && !one.hasProbes()) {
        var probes =
            new ContainerProbes(
                ProbeReader.read(container),
                one.takeWasReady(),
                run.address(),
                config.addresses(),
                listener(key, pod, one));
        one.probes(probes);
        probes.start();
      }
    }
  }

  Optional<PodLog> log(ResourceKey key, String container) {
    return find(key).map(run -> run.server().log(container));
  }

  void stopAll() {
    runs.values().forEach(PodRun::stop);
    runs.clear();
  }

  private PodRun start(ObjectNode pod) {
    String uid = Meta.uid(pod);
    String stored = Pods.ip(pod);
    boolean keeps = !stored.isEmpty() && network.claim(stored, uid);
    String address = keeps ? stored : network.allocate(uid);
    var server = new SimulatedPod(address, config.addresses(), config.clock());
    return new PodRun(uid, address, server, PodRun.wasRunning(pod));
  }

  private ContainerRun newContainer(ObjectNode pod, PodRun run, String name) {
    var container = new ContainerRun(name, run.uid(), config.clock().instant());
    status(pod, name).filter(_ -> run.isResumed()).ifPresent(container::resume);
    return container;
  }

  private static Optional<JsonNode> status(ObjectNode pod, String container) {
    return Json.list(pod, "status", "containerStatuses").stream()
        .filter(status -> Json.text(status, "name").equals(container))
        .findFirst();
  }

  private ContainerProbes.Listener listener(ResourceKey key, ObjectNode pod, ContainerRun run) {
    return new ContainerProbes.Listener() {
      @Override
      public void onChange() {
        look.accept(key);
      }

      @Override
      public void onUnhealthy(String kind, String message) {
        events.warning(pod, Kubelet.NAME, "Unhealthy", kind + " probe failed: " + message);
      }

      @Override
      public void onRestartNeeded(String kind) {
        run.needRestart();
        look.accept(key);
      }
    };
  }
}
