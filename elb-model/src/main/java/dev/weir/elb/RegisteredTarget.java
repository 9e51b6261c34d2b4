package dev.weir.elb;

import java.time.Instant;
import java.util.Optional;

/// A target in its group, with where requests to it really go.
///
/// @param address the IP address of the target: its id, or the address of the instance
/// @param drainingSince when it was deregistered; while present it gets no new requests, and the
///   store forgets it when the deregistration delay is over
public record RegisteredTarget(
    Target target, String address, Instant registeredAt, Optional<Instant> drainingSince) {

  public Target.TargetKey key() {
    return target.key();
  }

  public boolean draining() {
    return drainingSince.isPresent();
  }
}
