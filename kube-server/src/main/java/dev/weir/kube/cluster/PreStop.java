package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The `preStop` hooks of a pod, as far as a simulated container can run them: they sleep.
///
/// Both ways to say it count, the `sleep` action and a command such as `sh -c "sleep 15"`.
final class PreStop {
  private static final Pattern SLEEP = Pattern.compile("\\bsleep (\\d{1,5})\\b");

  private PreStop() {}

  /// The longest sleep of the pod's containers; zero if none has any.
  static Duration sleep(JsonNode pod) {
    return Duration.ofSeconds(
        ContainerPorts.containers(pod).stream().mapToLong(PreStop::seconds).max().orElse(0));
  }

  private static long seconds(JsonNode container) {
    JsonNode hook = Json.at(container, "lifecycle", "preStop");
    String command =
        Json.list(hook, "exec", "command").stream()
            .map(word -> word.asString(""))
            .collect(Collectors.joining(" "));
    Matcher sleep = SLEEP.matcher(command);
    return sleep.find() ? Long.parseLong(sleep.group(1)) : Json.number(hook, 0, "sleep", "seconds");
  }
}
