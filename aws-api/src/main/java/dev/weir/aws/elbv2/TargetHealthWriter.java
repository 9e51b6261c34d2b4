package dev.weir.aws.elbv2;

import dev.weir.elb.HealthCheck;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.Target;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetHealth.State;
import dev.weir.elb.TargetHealthSource;
import dev.weir.store.References;
import dev.weir.store.StoreState;
import dev.weir.store.Tables;
import dev.weir.store.world.Instance;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AnomalyDetection;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// The health of the targets of a group: what the store knows (draining, not in use) over what the
/// data plane observed.
final class TargetHealthWriter {
  private final StoreState state;
  private final TargetGroup group;
  private final TargetHealthSource source;
  private final boolean anomalies;
  private final boolean used;

  /// @param anomalies whether the result of anomaly detection is asked for
  TargetHealthWriter(
      StoreState state, TargetGroup group, TargetHealthSource source, boolean anomalies) {
    this.state = state;
    this.group = group;
    this.source = source;
    this.anomalies = anomalies;
    this.used = !References.loadBalancersOf(state, group.arn()).isEmpty();
  }

  List<TargetHealthDescription> all() {
    return state.elb().targetsOf(group.arn()).stream().map(this::write).toList();
  }

  /// One target; it need not be registered.
  TargetHealthDescription one(Target.TargetKey key) {
    return state.elb().targetsOf(group.arn()).stream()
        .filter(target -> target.key().equals(key))
        .findFirst()
        .map(this::write)
        .orElseGet(() -> notRegistered(key));
  }

  private TargetHealthDescription notRegistered(Target.TargetKey key) {
    return TargetHealthDescription.builder()
        .target(TargetDescription.builder().id(key.id()).port(key.port()).build())
        .healthCheckPort(checkPort(key.port()))
        .targetHealth(
            health(
                State.UNUSED,
                "Target.NotRegistered",
                "Target is not registered to the target group"))
        .build();
  }

  private TargetHealthDescription write(RegisteredTarget registered) {
    Target target = registered.target();
    TargetDescription.Builder description =
        TargetDescription.builder()
            .id(target.id())
            .availabilityZone(target.availabilityZone().orElse(null))
            .quicServerId(target.quicServerId().orElse(null));
    if (target.port() > 0) {
      description.port(target.port());
    }
    TargetHealthDescription.Builder written =
        TargetHealthDescription.builder()
            .target(description.build())
            .targetHealth(health(registered));
    if (target.port() > 0) {
      written.healthCheckPort(checkPort(target.port()));
    }
    if (anomalies) {
      written.anomalyDetection(
          AnomalyDetection.builder().result("normal").mitigationInEffect("no").build());
    }
    return written.build();
  }

  private String checkPort(int targetPort) {
    HealthCheck check = group.healthCheck();
    return check.port().equals("traffic-port") ? Integer.toString(targetPort) : check.port();
  }

  private TargetHealth health(RegisteredTarget target) {
    if (target.draining()) {
      return health(
          State.DRAINING,
          "Target.DeregistrationInProgress",
          "Target deregistration is in progress");
    }
    if (!used) {
      return health(
          State.UNUSED,
          "Target.NotInUse",
          "Target group is not configured to receive traffic from the load balancer");
    }
    Optional<String> stopped =
        state
            .find(Tables.INSTANCES, target.target().id())
            .map(Instance::state)
            .filter(instance -> !instance.equals("running"));
    if (stopped.isPresent()) {
      return health(
          State.UNUSED, "Target.InvalidState", "Target is in the " + stopped.get() + " state");
    }
    if (!group.healthCheck().enabled()) {
      return health(State.UNAVAILABLE, "Target.HealthCheckDisabled", "Health checks are disabled");
    }
    return source
        .health(group.arn(), target.key())
        .map(observed -> health(observed.state(), observed.reason(), observed.description()))
        .orElseGet(() ->
            health(
                State.INITIAL, "Elb.RegistrationInProgress", "Target registration is in progress"));
  }

  private static TargetHealth health(State state, String reason, String description) {
    TargetHealth.Builder written = TargetHealth.builder().state(state.wire());
    if (!reason.isEmpty()) {
      written.reason(reason);
    }
    if (!description.isEmpty()) {
      written.description(description);
    }
    return written.build();
  }
}
