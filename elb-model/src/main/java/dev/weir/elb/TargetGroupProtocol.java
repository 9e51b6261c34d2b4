package dev.weir.elb;

/// The protocol that a target group's targets speak, named as in the API.
public enum TargetGroupProtocol {
  HTTP,
  HTTPS,
  TCP,
  TLS,
  UDP,
  TCP_UDP,
  QUIC,
  TCP_QUIC;

  /// Whether this is a target group of an Application Load Balancer.
  public boolean isHttp() {
    return this == HTTP || this == HTTPS;
  }

  public boolean isUdp() {
    return this == UDP || this == TCP_UDP || this == QUIC || this == TCP_QUIC;
  }
}
