package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Merges what members want of one port of the frontend Network Load Balancer: an explicit setting
/// beats defaults, two explicit ones must agree.
final class FrontendNlbPortMerge {

  private record Wish(int targetPort, FrontendNlbHealthCheck healthCheck) {}

  private final List<Wish> wishes = new ArrayList<>();

  void add(int targetPort, FrontendNlbHealthCheck healthCheck) {
    wishes.add(new Wish(targetPort, healthCheck));
  }

  FrontendNlbPort merged() {
    int targetPort = agreed("Target Port", wish -> Optional.of(wish.targetPort)).orElseThrow();
    return new FrontendNlbPort(
        targetPort,
        new FrontendNlbPort.HealthCheck(
            agreed("Port", wish -> wish.healthCheck.port()).orElse(new IntOrString("traffic-port")),
            agreed("Protocol", wish -> wish.healthCheck.protocol()).orElse("HTTP"),
            agreed("Path", wish -> wish.healthCheck.path()).orElse("/"),
            agreed("Matcher", wish -> wish.healthCheck.successCodes()).orElse("200"),
            agreed("IntervalSeconds", wish -> wish.healthCheck.intervalSeconds()).orElse(15),
            agreed("TimeoutSeconds", wish -> wish.healthCheck.timeoutSeconds()).orElse(5),
            agreed("HealthyThresholdCount", wish -> wish.healthCheck.healthyThresholdCount())
                .orElse(2),
            agreed("UnhealthyThresholdCount", wish -> wish.healthCheck.unhealthyThresholdCount())
                .orElse(2)));
  }

  private <T> Optional<T> agreed(String field, Function<Wish, Optional<T>> setting) {
    Optional<T> chosen = Optional.empty();
    for (int i = 0; i < wishes.size(); i++) {
      Optional<T> own = setting.apply(wishes.get(i));
      if (own.isPresent() && chosen.isPresent() && !own.equals(chosen)) {
        throw PlanError.of(
            "conflicting "
                + field
                + ", config "
                + (i + 1)
                + ": "
                + text(own.get())
                + ", previous: "
                + text(chosen.get()));
      }
      chosen = chosen.or(() -> own);
    }
    return chosen;
  }

  private static String text(Object value) {
    return value instanceof IntOrString port ? ServicePorts.text(port) : value.toString();
  }
}
