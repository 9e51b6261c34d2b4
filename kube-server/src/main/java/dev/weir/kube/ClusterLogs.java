package dev.weir.kube;

import dev.weir.kube.cluster.Cluster;
import dev.weir.kube.http.PodLogs;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.pod.PodLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `kubectl logs` of the simulated pods.
final class ClusterLogs implements PodLogs {
  private static final long POLL_MILLIS = 1000;

  private final Cluster cluster;
  private final Clock clock;

  ClusterLogs(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  @Override
  public void write(ObjectNode pod, Options options, OutputStream out) throws IOException {
    String container = container(pod, options.container());
    PodLog log =
        cluster
            .log(Meta.namespace(pod), Meta.name(pod), container)
            .orElseThrow(() -> waiting(pod, container));
    long seen = write(tail(log.after(0), options), options, out, 0);
    out.flush();
    try {
      while (options.follow() && !log.hasEnded()) {
        seen = write(log.awaitAfter(seen, POLL_MILLIS), options, out, seen);
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String container(ObjectNode pod, String asked) {
    List<String> names =
        Json.list(pod, "spec", "containers").stream()
            .map((JsonNode container) -> Json.text(container, "name"))
            .toList();
    if (asked.isEmpty()) {
      return names.getFirst();
    }
    if (!names.contains(asked)) {
      throw StatusException.badRequest(
          "container " + asked + " is not valid for pod " + Meta.name(pod));
    }
    return asked;
  }

  private static StatusException waiting(ObjectNode pod, String container) {
    return StatusException.badRequest(
        "container \""
            + container
            + "\" in pod \""
            + Meta.name(pod)
            + "\" is waiting to start: ContainerCreating");
  }

  private List<PodLog.Line> tail(List<PodLog.Line> lines, Options options) {
    Instant since =
        options.sinceSeconds() > 0
            ? clock.instant().minusSeconds(options.sinceSeconds())
            : Instant.MIN;
    List<PodLog.Line> young = lines.stream().filter(line -> !line.time().isBefore(since)).toList();
    long drop = options.tailLines() < 0 ? 0 : Math.max(0, young.size() - options.tailLines());
    return young.subList((int) drop, young.size());
  }

  private static long write(List<PodLog.Line> lines, Options options, OutputStream out, long seen)
      throws IOException {
    long last = seen;
    for (PodLog.Line line : lines) {
      String text = options.timestamps() ? line.time() + " " + line.text() : line.text();
      out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      last = line.number();
    }
    return last;
  }
}
