package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import tools.jackson.databind.JsonNode;

/// Pod annotations by which a user steers the simulation.
///
/// | annotation | value | what it does |
/// |---|---|---|
/// | `weir.dev/ready` | `"false"` | the pod is not ready until the annotation is removed or changed |
/// | `weir.dev/test-paths` | `"true"` | `/status/503`, `/health`, `?delay=2s` and the request header `X-Echo-Set-Header` do what they say |
/// | `weir.dev/exit-code` | `"1"` | how the pod of a Job ends; `"0"` without the annotation |
///
/// `weir.dev/simulated` is put on every pod to say what it is.
final class SimulationAnnotations {
  static final String READY = "weir.dev/ready";
  static final String TEST_PATHS = "weir.dev/test-paths";
  static final String EXIT_CODE = "weir.dev/exit-code";
  static final String SIMULATED = "weir.dev/simulated";
  static final String SIMULATED_TEXT =
      "simulated by Weir: the image is not pulled or run, a built-in HTTP server answers";

  private SimulationAnnotations() {}

  static boolean isHeldUnready(JsonNode pod) {
    return "false".equals(Meta.annotations(pod).get(READY));
  }

  /// Test paths are also on in pods of the Gateway API conformance suite's echo image, which has
  /// them.
  static boolean hasTestPaths(JsonNode pod, JsonNode container) {
    return "true".equals(Meta.annotations(pod).get(TEST_PATHS))
        || Json.text(container, "image").matches(".*/echo-basic([:@].*)?");
  }

  static int exitCode(JsonNode pod) {
    String code = Meta.annotations(pod).getOrDefault(EXIT_CODE, "0");
    return code.matches("\\d{1,3}") ? Integer.parseInt(code) : 0;
  }
}
