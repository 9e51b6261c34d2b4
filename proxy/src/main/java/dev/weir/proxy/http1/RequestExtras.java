package dev.weir.proxy.http1;

import org.jspecify.annotations.Nullable;

/// What one request adds to its head on the way to a target, besides what the rules of its listener
/// say. Used again for request after request.
public final class RequestExtras {
  /// The client's address as X-Forwarded-For tells it.
  public byte[] forwardedFor = new byte[0];

  /// Whole lines that the connection adds: X-Amzn-Tls-* and X-Amzn-Mtls-*.
  public byte[] connectionLines = new byte[0];

  /// Whole lines that authentication adds; their fields replace the client's.
  public byte @Nullable [] authenticationLines;

  /// Path and query after a rewrite, or null.
  public byte @Nullable [] target;

  /// Host after a rewrite, or null.
  public byte @Nullable [] host;

  /// Whether the request keeps `Connection: Upgrade`.
  public boolean upgrade;

  /// Whether framing fields are left out because no body follows.
  public boolean withoutBody;

  /// Names in lower case of fields to drop, or null.
  public byte @Nullable [][] dropped;
}
