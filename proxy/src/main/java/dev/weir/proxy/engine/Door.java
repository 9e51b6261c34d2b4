package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.HttpHead;
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

  /// The answer when no listener was found.
  GeneratedResponse explanation();
}
