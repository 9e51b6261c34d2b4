package dev.weir.elb;

import java.time.Instant;

/// The health of a target as `DescribeTargetHealth` tells it.
///
/// @param reason the API's reason code such as `Target.Timeout`; empty when healthy
/// @param description the API's words for the reason; empty when healthy
/// @param since when the target entered this state
public record TargetHealth(State state, String reason, String description, Instant since) {

  /// The state, spelled in the API with dots for underscores.
  public enum State {
    INITIAL("initial"),
    HEALTHY("healthy"),
    UNHEALTHY("unhealthy"),
    UNHEALTHY_DRAINING("unhealthy.draining"),
    UNUSED("unused"),
    DRAINING("draining"),
    UNAVAILABLE("unavailable");

    private final String wire;

    State(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }
}
