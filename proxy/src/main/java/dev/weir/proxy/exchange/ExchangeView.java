package dev.weir.proxy.exchange;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.routing.RequestTransforms;
import org.jspecify.annotations.Nullable;

/// One request with its response, as observers see it. Valid during the call only. Nanos are those
/// of one monotonic clock; 0 means that the phase was not reached.
public interface ExchangeView {

  LoadBalancer loadBalancer();

  Listener listener();

  ConnectionView connection();

  /// Null when no target was chosen.
  @Nullable TargetSelection selection();

  /// The zone of the node that took the connection; empty when it is not known.
  String zone();

  /// When the first byte of the request was seen.
  long startNanos();

  /// When the request was sent to the target.
  long sentNanos();

  /// When the target's response head was complete.
  long responseNanos();

  /// When the last byte of the response was handed to the kernel, or the exchange was given up.
  long endNanos();

  /// Bytes from the client, head and framing included.
  long receivedBytes();

  /// Bytes to the client, head and framing included.
  long sentBytes();

  /// The status that the client got (460 when it went away before), 0 if none.
  int status();

  /// The status that the target sent, 0 if none.
  int targetStatus();

  /// 1 to 50000; 0 the default actions; -1 the evaluation failed; -2 none (malformed request).
  int rulePriority();

  /// The access log's list: `forward`, `authenticate,forward`, `fixed-response`, ...
  String actionsExecuted();

  /// The `Location` of a redirect, else empty.
  String redirectUrl();

  /// The access log's error reason, else empty.
  String errorReason();

  /// The desync classification: empty, `Acceptable`, `Ambiguous` or `Severe`.
  String classification();

  String classificationReason();

  /// The trace id as sent to the target: `Root=1-...`.
  String traceId();

  /// Whether header fields with invalid names were in the request.
  boolean invalidHeaderFields();

  /// Whether the client used HTTP/2.
  boolean http2();

  /// Whether the connection was upgraded.
  boolean upgraded();

  /// What the rule's transforms did, null when it has none.
  RequestTransforms.@Nullable Transformed transformed();

  /// What {@link ExchangeObserver#onRequest} returned.
  @Nullable Object observed();
}
