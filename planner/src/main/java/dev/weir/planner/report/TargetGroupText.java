package dev.weir.planner.report;

import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.TargetGroupSpec.HealthCheck;
import dev.weir.planner.stack.TargetGroupSpec.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Target groups in words, with the Service port that fills each and its health check.
final class TargetGroupText {

  private final Stack stack;
  private final TextStyle style;
  private final Lines lines;

  TargetGroupText(Stack stack, TextStyle style, Lines lines) {
    this.stack = stack;
    this.style = style;
    this.lines = lines;
  }

  void write() {
    stack.specs(TargetGroupSpec.class).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> write(entry.getKey(), entry.getValue()));
  }

  private void write(String id, TargetGroupSpec spec) {
    lines.add(1, "Target group " + style.bold(spec.name()) + " (" + kind(spec) + ")" + targets(id));
    HealthCheck check = spec.healthCheckConfig();
    if (check != null) {
      lines.add(2, "health check: " + healthCheck(check));
    }
    lines.addUnlessEmpty(
        2, "attributes: ", LoadBalancerText.attributes(spec.targetGroupAttributes()));
  }

  private String targets(String id) {
    return stack
        .spec(TargetGroupBindingSpec.class, id)
        .map(binding ->
            ": Service "
                + binding.namespace()
                + "/"
                + binding.serviceRef().name()
                + " port "
                + binding.serviceRef().port().getValue())
        .orElse("");
  }

  private static String kind(TargetGroupSpec spec) {
    String version = spec.protocolVersion() == null ? "" : "/" + spec.protocolVersion();
    return spec.protocol() + version + " " + spec.port() + ", " + spec.targetType() + " targets";
  }

  private static String healthCheck(HealthCheck check) {
    List<String> parts = new ArrayList<>();
    String path = LoadBalancerText.orEmpty(check.path());
    String port = check.port() == null ? "traffic-port" : String.valueOf(check.port().getValue());
    parts.add((LoadBalancerText.orEmpty(check.protocol()) + " " + path).strip() + " on " + port);
    parts.add("every " + check.intervalSeconds() + " s");
    parts.add("timeout " + check.timeoutSeconds() + " s");
    parts.add(
        "healthy after "
            + check.healthyThresholdCount()
            + ", unhealthy after "
            + check.unhealthyThresholdCount());
    Matcher matcher = check.matcher();
    if (matcher != null) {
      String codes = matcher.grpcCode() == null ? matcher.httpCode() : "gRPC " + matcher.grpcCode();
      parts.add("success codes " + codes);
    }
    return String.join(", ", parts);
  }
}
