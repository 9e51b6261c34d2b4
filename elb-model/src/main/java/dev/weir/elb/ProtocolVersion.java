package dev.weir.elb;

/// The HTTP version in which requests are sent to targets, named as in the API.
public enum ProtocolVersion {
  HTTP1,
  HTTP2,
  GRPC
}
