package dev.weir.controller.target;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// A target of a target group and its health as the API shows it.
///
/// @param health null right after registration, before the API was asked
record RegisteredTarget(TargetDescription target, @Nullable TargetHealth health) {
  static RegisteredTarget of(TargetHealthDescription description) {
    return new RegisteredTarget(description.target(), description.targetHealth());
  }

  String key() {
    return target.id() + ":" + target.port();
  }

  String state() {
    return health == null ? "" : String.valueOf(health.stateAsString());
  }

  /// Draining targets are on their way out: they neither serve nor need deregistering.
  boolean isDraining() {
    return state().equals("draining") || state().equals("unhealthy.draining");
  }

  boolean isHealthy() {
    return state().equals("healthy");
  }

  boolean isNotRegistered() {
    return health != null && "Target.NotRegistered".equals(health.reasonAsString());
  }
}
