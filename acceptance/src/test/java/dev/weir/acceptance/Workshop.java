package dev.weir.acceptance;

import java.nio.file.Path;

/// The workshop's objects, applied from the examples that the README uses.
final class Workshop {
  static final Path EXAMPLES = Path.of("..", "examples", "workshop");

  private Workshop() {}

  /// Applies the namespace, the class, the frontend and the Ingress, and waits for the pods.
  static void apply(WeirProcess weir) {
    weir.kubectl("create", "ns", "workshop").run().ok();
    for (String file : new String[] {"1-ingressclass.yaml", "2-frontend.yaml", "3-ingress.yaml"}) {
      weir.kubectl("apply", "-f", EXAMPLES.resolve(file).toString()).run().ok();
    }
    weir.kubectl("rollout", "status", "deployment/frontend", "-n", "workshop").run().ok();
  }
}
