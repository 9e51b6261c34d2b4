package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.pod.ContainerProbes;
import dev.weir.kube.pod.ProbeSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads the probes of a container.
final class ProbeReader {
  private ProbeReader() {}

  static ContainerProbes.Specs read(JsonNode container) {
    return new ContainerProbes.Specs(
        read(container, "startupProbe"),
        read(container, "readinessProbe"),
        read(container, "livenessProbe"));
  }

  private static Optional<ProbeSpec> read(JsonNode container, String field) {
    JsonNode probe = container.path(field);
    if (!probe.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProbeSpec(
            check(container, probe),
            Duration.ofSeconds(Json.number(probe, 0, "initialDelaySeconds")),
            seconds(probe, 10, "periodSeconds"),
            seconds(probe, 1, "timeoutSeconds"),
            (int) Math.max(1, Json.number(probe, 1, "successThreshold")),
            (int) Math.max(1, Json.number(probe, 3, "failureThreshold"))));
  }

  private static ProbeSpec.Check check(JsonNode container, JsonNode probe) {
    int port = ContainerPorts.probePort(container, probe).orElse(0);
    if (port == 0) {
      return new ProbeSpec.Check.Exec();
    }
    JsonNode get = probe.path("httpGet");
    if (!get.isObject()) {
      return new ProbeSpec.Check.TcpSocket(port);
    }
    String path = Json.text(get, "path");
    return new ProbeSpec.Check.HttpGet(
        Json.text(get, "scheme").equals("HTTPS"),
        port,
        Json.text(get, "host"),
        path.startsWith("/") ? path : "/" + path,
        headers(get));
  }

  private static Map<String, List<String>> headers(JsonNode get) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (JsonNode header : Json.list(get, "httpHeaders")) {
      headers
          .computeIfAbsent(Json.text(header, "name"), _ -> new ArrayList<>())
          .add(Json.text(header, "value"));
    }
    return headers;
  }

  private static Duration seconds(JsonNode probe, long otherwise, String field) {
    return Duration.ofSeconds(Math.max(1, Json.number(probe, otherwise, field)));
  }
}
