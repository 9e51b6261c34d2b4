package dev.weir.proxy.tls;

import io.netty.handler.ssl.SslContext;

/// TLS towards targets under one security policy.
///
/// @param http1 for targets that are spoken to in HTTP/1.1
/// @param http2 for those in HTTP/2 and gRPC
public record TargetTls(SslContext http1, SslContext http2) {

  public static TargetTls of(SecurityPolicy policy) {
    return new TargetTls(
        ServerContexts.forTargets(policy, false), ServerContexts.forTargets(policy, true));
  }
}
