package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.tls.ClientHello;
import dev.weir.routing.RequestHead;
import org.jspecify.annotations.Nullable;

/// A bound port: tells which listener a request that came in there belongs to.
interface Door {

  /// The listener's port, not the bound one.
  int port();

  /// The listener for a request, or null when nobody can tell.
  @Nullable CompiledListener find(HttpHead request, RequestHead route, ClientConnection connection);

  /// The listener for what has no readable head, or null.
  @Nullable CompiledListener any(ClientConnection connection);

  /// Whether connections begin with a TLS handshake.
  boolean secure();

  /// The listener whose certificates a TLS client gets, or null when there is none.
  @Nullable CompiledListener forHandshake(ClientHello hello);

  /// The answer when no listener was found.
  GeneratedResponse explanation();
}
