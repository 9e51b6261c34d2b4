package dev.weir.proxy.exchange;

/// One compiled forward action: chooses group and target, and sets stickiness cookies. Shared by
/// all event loops, called on every request: no allocation, no locks.
public interface ForwardSelector {

  /// Chooses the target of one request. After a failed connection attempt nothing is chosen anew;
  /// the client gets the error, as with ALB.
  void select(HttpHead request, TargetSelection selection);

  /// The target's response head arrived. Lines to add to the response, such as `Set-Cookie`, go to
  /// the sink.
  void onResponse(TargetSelection selection, HttpHead response, HeaderSink sink);

  /// Exactly once after each selection that chose an endpoint.
  ///
  /// @param outcome how it went
  /// @param status the target's status, 0 if it sent none
  void onEnd(TargetSelection selection, Outcome outcome, int status);

  /// How a try at a target ended.
  enum Outcome {
    /// The target answered (whatever the status) and the answer was complete.
    ANSWERED,
    /// No connection: refused, timed out, or a failed TLS handshake.
    CONNECT_FAILED,
    /// The connection broke, or the target sent something malformed.
    BROKEN,
    /// The target did not answer within the idle timeout.
    TIMED_OUT,
    /// The client went away before the answer was complete.
    CLIENT_GONE
  }
}
