package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.pod.PodLog;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Serves `kubectl logs`: the lines of simulated containers, one for each request they answered.
public final class PodLogReader {
  private static final long FOLLOW_MILLIS = 1000;

  private final PodRuns runs;
  private final Clock clock;

  /// What of the log is asked for.
  ///
  /// @param container "" for the only one
  /// @param follow whether to go on until the container ends
  /// @param tailLines lines from the end, -1 for all
  /// @param sinceSeconds only younger lines, 0 for all
  /// @param timestamps whether each line begins with its time
  public record Selection(
      String container, boolean follow, long tailLines, long sinceSeconds, boolean timestamps) {}

  PodLogReader(PodRuns runs, Clock clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /// Writes the log as text; a pod that does not run has none.
  ///
  /// @throws StatusException 400 for a container that the pod does not have
  /// @throws IOException when the reader has gone away
  public void write(JsonNode pod, Selection selection, OutputStream out) throws IOException {
    String container = container(pod, selection.container());
    ResourceKey key = ResourceKey.of(BuiltInTypes.POD, pod);
    Optional<PodLog> log = runs.log(key, container);
    if (log.isPresent()) {
      try {
        write(log.get(), selection, out);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void write(PodLog log, Selection selection, OutputStream out)
      throws IOException, InterruptedException {
    List<PodLog.Line> all = log.after(0);
    long last = all.isEmpty() ? 0 : all.getLast().number();
    send(selected(all, selection), selection, out);
    while (selection.follow() && !log.hasEnded()) {
      List<PodLog.Line> later = log.awaitAfter(last, FOLLOW_MILLIS);
      if (!later.isEmpty()) {
        last = later.getLast().number();
        send(later, selection, out);
      }
    }
  }

  private List<PodLog.Line> selected(List<PodLog.Line> all, Selection selection) {
    Instant since =
        selection.sinceSeconds() > 0
            ? clock.instant().minusSeconds(selection.sinceSeconds())
            : Instant.MIN;
    List<PodLog.Line> younger = all.stream().filter(line -> !line.time().isBefore(since)).toList();
    long tail = selection.tailLines();
    return tail < 0 || tail >= younger.size()
        ? younger
        : younger.subList(younger.size() - (int) tail, younger.size());
  }

  private static void send(List<PodLog.Line> lines, Selection selection, OutputStream out)
      throws IOException {
    for (PodLog.Line line : lines) {
      String time = selection.timestamps() ? line.time() + " " : "";
      out.write((time + line.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  private static String container(JsonNode pod, String asked) {
    List<String> names =
        ContainerPorts.containers(pod).stream().map(c -> Json.text(c, "name")).toList();
    if (asked.isEmpty() && names.size() == 1) {
      return names.getFirst();
    }
    if (names.contains(asked)) {
      return asked;
    }
    String choice = names.stream().collect(Collectors.joining(" ", "[", "]"));
    throw StatusException.badRequest(
        asked.isEmpty()
            ? "a container name must be specified for pod "
                + Meta.name(pod)
                + ", choose one of: "
                + choice
            : "container " + asked + " is not valid for pod " + Meta.name(pod));
  }
}
