package dev.weir.kube.cluster;

import dev.weir.kube.cluster.Conditions.Condition;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs the pods of a Job until enough have succeeded or too many have failed.
///
/// A simulated pod of a Job ends by itself after a moment; the annotation `weir.dev/exit-code` of
/// the pod template says how.
final class JobController implements Controller {
  private static final String NAME = "job-controller";
  private static final int BACKOFF_LIMIT = 6;

  private final KubeStore store;
  private final Workloads workloads;
  private final EventRecorder events;
  private final Clock clock;

  JobController(KubeStore store, Workloads workloads, EventRecorder events, Clock clock) {
    this.store = store;
    this.workloads = workloads;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    workloads.onChange(change, BuiltInTypes.JOB, BuiltInTypes.POD, look);
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> found = store.get(key);
    if (found.isEmpty() || Meta.isDeleting(found.get())) {
      return Outcome.DONE;
    }
    ObjectNode job = found.get();
    if (isFinished(job)) {
      return expire(key, job);
    }
    long failed = count(job, "Failed");
    long succeeded = count(job, "Succeeded");
    boolean tooMany = failed > Json.number(job, BACKOFF_LIMIT, "spec", "backoffLimit");
    boolean complete = succeeded >= Json.number(job, 1, "spec", "completions");
    if (!tooMany && !complete && !Json.flag(job, "spec", "suspend")) {
      createMissing(job, succeeded);
    }
    if (tooMany || complete) {
      active(job).forEach(pod -> workloads.deletePod(job, pod, NAME));
    }
    writeStatus(key, job, complete, tooMany);
    return Outcome.DONE;
  }

  private static boolean isFinished(JsonNode job) {
    return Conditions.isTrue(job, "Complete") || Conditions.isTrue(job, "Failed");
  }

  private List<ObjectNode> pods(ObjectNode job) {
    return workloads.controlled(BuiltInTypes.JOB, job, BuiltInTypes.POD);
  }

  private List<ObjectNode> active(ObjectNode job) {
    return pods(job).stream().filter(Pods::isActive).toList();
  }

  private long count(ObjectNode job, String phase) {
    return pods(job).stream()
        .filter(pod -> Json.text(pod, "status", "phase").equals(phase))
        .count();
  }

  private void createMissing(ObjectNode job, long succeeded) {
    long parallelism = Json.number(job, 1, "spec", "parallelism");
    long open = Json.number(job, 1, "spec", "completions") - succeeded;
    for (long i = active(job).size(); i < Math.min(parallelism, open); i++) {
      ObjectNode pod = PodTemplates.newPod(BuiltInTypes.JOB, job);
      Meta.of(pod).put("generateName", Meta.name(job) + "-");
      workloads.createPod(job, pod, NAME);
    }
  }

  private void writeStatus(ResourceKey key, ObjectNode job, boolean complete, boolean failed) {
    long active = active(job).size();
    long ready = active(job).stream().filter(Pods::isReady).count();
    long succeeded = count(job, "Succeeded");
    long lost = count(job, "Failed");
    Instant now = clock.instant();
    store.modifyStatus(
        BuiltInTypes.JOB,
        key,
        latest -> {
          ObjectNode status = Json.child(latest, "status");
          if (!status.has("startTime")) {
            status.put("startTime", Meta.time(now));
          }
          ReplicaSetController.count(status, "active", active);
          status.put("ready", ready);
          ReplicaSetController.count(status, "succeeded", succeeded);
          ReplicaSetController.count(status, "failed", lost);
          finish(latest, status, complete, failed, now);
          return latest;
        });
    if (complete) {
      events.normal(job, NAME, "Completed", "Job completed");
    } else if (failed) {
      events.warning(
          job, NAME, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }
  }

  private static void finish(
      ObjectNode job, ObjectNode status, boolean complete, boolean failed, Instant now) {
    if (complete) {
      status.put("completionTime", Meta.time(now));
      String reached = "Reached expected number of succeeded pods";
      var criteria = new Condition("SuccessCriteriaMet", "True", "CompletionsReached", reached);
      Conditions.set(job, criteria, now);
      Conditions.set(job, new Condition("Complete", "True", "CompletionsReached", reached), now);
    } else if (failed) {
      String reached = "Job has reached the specified backoff limit";
      var why = new Condition("Failed", "True", "BackoffLimitExceeded", reached);
      Conditions.set(job, why, now);
    }
  }

  /// Deletes a finished job after `ttlSecondsAfterFinished`.
  private Outcome expire(ResourceKey key, ObjectNode job) {
    long ttl = Json.number(job, -1, "spec", "ttlSecondsAfterFinished");
    String finished =
        Conditions.find(job, "Complete")
            .or(() -> Conditions.find(job, "Failed"))
            .map(condition -> Json.text(condition, "lastTransitionTime"))
            .orElse("");
    if (ttl < 0 || finished.isEmpty()) {
      return Outcome.DONE;
    }
    Duration left = Duration.between(clock.instant(), Instant.parse(finished).plusSeconds(ttl));
    if (left.isPositive()) {
      return Outcome.again(left);
    }
    store.delete(BuiltInTypes.JOB, key);
    return Outcome.DONE;
  }
}
