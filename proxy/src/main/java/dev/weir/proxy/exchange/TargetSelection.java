package dev.weir.proxy.exchange;

import dev.weir.elb.Arn;
import org.jspecify.annotations.Nullable;

/// Which target an exchange goes to. One object per exchange slot, reused: the selector writes it,
/// the engine reads it. Event loop only.
public final class TargetSelection {

  /// The chosen target; null means that no target is usable, which the client sees as 503.
  public @Nullable TargetEndpoint endpoint;

  /// The chosen group, even when it has no usable target.
  public @Nullable Arn targetGroup;

  /// Whatever the selector wants to find again when the response arrives and when it ends.
  public @Nullable Object state;

  /// The zone of the node that took the request; null when it is not known. Written by the engine,
  /// not cleared; groups without cross-zone load balancing keep to it.
  public @Nullable String zone;

  /// The access log's error reason such as `AWSALBTGCookieInvalid`; empty if there is none.
  public String errorReason = "";

  public void clear() {
    endpoint = null;
    targetGroup = null;
    state = null;
    errorReason = "";
  }
}
