package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.pod.ServedPort;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs the pods of all nodes: servers, probes, status, termination.
///
/// After a restart of the process the pods of the store run again under their names and addresses;
/// no event is repeated and a pod that was ready is ready at once.
final class Kubelet implements Controller {
  static final String NAME = "kubelet";
  private static final Duration PORT_RETRY = Duration.ofSeconds(2);

  private final KubeStore store;
  private final ClusterConfig config;
  private final EventRecorder events;
  private final PodPorts ports;
  private final PodRuns runs;
  private final PodTermination termination;

  Kubelet(KubeStore store, ClusterConfig config, EventRecorder events, PodRuns runs) {
    this.store = store;
    this.config = config;
    this.events = events;
    this.ports = new PodPorts(store);
    this.runs = runs;
    this.termination = new PodTermination(store, config, events);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void attach(Consumer<ResourceKey> look) {
    runs.attach(look);
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    String resource = change.key().resource();
    if (resource.equals(BuiltInTypes.POD.resource())) {
      look.accept(change.key());
    } else if (resource.equals(BuiltInTypes.SERVICE.resource())
        || resource.equals(BuiltInTypes.INGRESS.resource())) {
      runs.inNamespace(change.key().namespace()).forEach(look);
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    runs.forgetUnless(key, found.map(Meta::uid).orElse(""));
    if (found.isEmpty() || Pods.node(found.get()).isEmpty()) {
      return Outcome.DONE;
    }
    ObjectNode pod = found.get();
    if (Meta.isDeleting(pod)) {
      return termination.proceed(key, pod, runs.find(key));
    }
    if (Pods.isFinished(pod)) {
      runs.find(key).ifPresent(PodRun::stop);
      return Outcome.DONE;
    }
    return run(key, pod, runs.findOrStart(key, pod));
  }

  private Outcome run(ResourceKey key, ObjectNode pod, PodRun run) {
    Instant now = config.clock().instant();
    restartContainers(pod, run, now);
    serve(pod, run);
    runs.startProbes(key, pod, run);
    Optional<Duration> untilDone = jobEnd(pod, run, now);
    writeStatus(key, pod, run, now);
    if (run.announce()) {
      announce(pod, run);
    }
    if (run.hasPortFailure()) {
      return Outcome.again(PORT_RETRY);
    }
    return untilDone.or(() -> run.nextRestart(now)).map(Outcome::again).orElse(Outcome.DONE);
  }

  private void restartContainers(ObjectNode pod, PodRun run, Instant now) {
    for (JsonNode container : ContainerPorts.containers(pod)) {
      String name = Json.text(container, "name");
      ContainerRun one = runs.container(pod, run, name);
      if (one.needsRestart()) {
        String message = "Container " + name + " failed liveness probe, will be restarted";
        events.normal(pod, NAME, "Killing", message);
        one.restart(now);
      }
      one.resumeAfterBackoff(now);
    }
  }

  private void serve(ObjectNode pod, PodRun run) {
    List<ServedPort> wanted = new ArrayList<>();
    for (JsonNode container : ContainerPorts.containers(pod)) {
      ContainerRun one = runs.container(pod, run, Json.text(container, "name"));
      one.portFailure("");
      if (one.isRunning()) {
        wanted.addAll(ports.of(pod, container, run.address()));
      }
    }
    Map<Integer, String> failures = run.server().serve(wanted);
    for (ServedPort served : wanted) {
      String failure = failures.get(served.port());
      if (failure != null) {
        runs.container(pod, run, served.container()).portFailure(failure);
        events.warning(pod, NAME, "FailedBind", "Port " + served.port() + ": " + failure);
      }
    }
  }

  /// Ends the pod of a Job when it has run for long enough; else tells how long it has to go.
  private Optional<Duration> jobEnd(ObjectNode pod, PodRun run, Instant now) {
    if (!Owners.isControlledByKind(pod, BuiltInTypes.JOB)) {
      return Optional.empty();
    }
    String started = Json.text(pod, "status", "startTime");
    Instant since = started.isEmpty() ? now : Instant.parse(started);
    Duration left = Duration.between(now, since.plus(config.jobDuration()));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    run.complete(SimulationAnnotations.exitCode(pod), now);
    return Optional.empty();
  }

  private void writeStatus(ResourceKey key, ObjectNode pod, PodRun run, Instant now) {
    var writer = new PodStatusWriter(hostIp(pod), now);
    store.modifyStatus(BuiltInTypes.POD, key, latest -> writeIfSame(writer, latest, pod, run));
  }

  private static ObjectNode writeIfSame(
      PodStatusWriter writer, ObjectNode latest, ObjectNode pod, PodRun run) {
    if (!Meta.uid(latest).equals(Meta.uid(pod))) {
      throw StatusException.modified("", "pods", Meta.name(pod));
    }
    return writer.write(latest, run, SimulationAnnotations.isHeldUnready(latest));
  }

  private String hostIp(ObjectNode pod) {
    return store
        .get(BuiltInTypes.NODE, "", Pods.node(pod))
        .flatMap(node ->
            Json.list(node, "status", "addresses").stream()
                .filter(address -> Json.text(address, "type").equals("InternalIP"))
                .findFirst())
        .map(address -> Json.text(address, "address"))
        .orElse("127.0.0.1");
  }

  private void announce(ObjectNode pod, PodRun run) {
    events.normal(
        pod,
        NAME,
        "Simulated",
        "This pod is "
            + SimulationAnnotations.SIMULATED_TEXT
            + " at "
            + run.address()
            + "; exec probes always succeed");
    for (JsonNode container : ContainerPorts.containers(pod)) {
      String name = Json.text(container, "name");
      String image = Json.text(container, "image");
      events.normal(
          pod, NAME, "Pulled", "Container image \"" + image + "\" already present on machine");
      events.normal(pod, NAME, "Created", "Created container: " + name);
      events.normal(pod, NAME, "Started", "Started container " + name);
      run.server().say(name, "simulated by Weir: answering requests in place of " + image);
    }
  }
}
