package dev.weir.proxy.engine;

import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.tls.ClientHello;
import dev.weir.routing.RequestHead;
import org.jspecify.annotations.Nullable;

/// A listener across snapshots, and the door of its own address. Connections hold the handle and
/// read what is current for every request.
final class ListenerHandle implements Door {
  private final int port;

  /// Null before the first snapshot with this listener was applied.
  private volatile @Nullable CompiledListener current;

  ListenerHandle(int port) {
    this.port = port;
  }

  void publish(CompiledListener compiled) {
    current = compiled;
  }

  @Nullable CompiledListener current() {
    return current;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public @Nullable CompiledListener find(
      HttpHead request, RequestHead route, ClientConnection connection) {
    return current;
  }

  @Override
  public @Nullable CompiledListener any(ClientConnection connection) {
    return current;
  }

  @Override
  public boolean secure() {
    CompiledListener now = current;
    return now != null && now.settings.secure;
  }

  @Override
  public @Nullable CompiledListener forHandshake(ClientHello hello) {
    return current;
  }

  @Override
  public GeneratedResponse explanation() {
    return GeneratedResponse.page(503);
  }
}
