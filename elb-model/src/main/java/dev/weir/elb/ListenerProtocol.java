package dev.weir.elb;

/// The protocol of a listener, named as in the API.
public enum ListenerProtocol {
  HTTP,
  HTTPS,
  TCP,
  TLS,
  UDP,
  TCP_UDP,
  QUIC,
  TCP_QUIC;

  /// Whether this is a listener of an Application Load Balancer.
  public boolean isHttp() {
    return this == HTTP || this == HTTPS;
  }

  /// Whether this listener ends TLS and so needs a certificate.
  public boolean isSecure() {
    return this == HTTPS || this == TLS;
  }
}
