package dev.weir.proxy;

import dev.weir.elb.AddressBook;
import dev.weir.proxy.exchange.Authenticator;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.TargetSelectors;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// What a proxy needs to start.
///
/// @param addressBook where advertised addresses of listeners and targets really are
/// @param frontDoor the address that all load balancers share, `127.0.0.1`; null for none
/// @param eventLoops at least 1; each loop is one thread
public record ProxyConfig(
    AddressBook addressBook,
    @Nullable String frontDoor,
    int eventLoops,
    TargetSelectors selectors,
    ExchangeObserver observer,
    Authenticator authenticator,
    Clock clock) {

  /// Round robin over registered targets, no logs, no authentication, one loop per processor.
  public static ProxyConfig plain(AddressBook addressBook) {
    return new ProxyConfig(
        addressBook,
        "127.0.0.1",
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        new PlainSelectors(),
        new NoObserver(),
        new NoAuthenticator(),
        Clock.systemUTC());
  }

  public ProxyConfig withSelectors(TargetSelectors newSelectors) {
    return new ProxyConfig(
        addressBook, frontDoor, eventLoops, newSelectors, observer, authenticator, clock);
  }

  public ProxyConfig withObserver(ExchangeObserver newObserver) {
    return new ProxyConfig(
        addressBook, frontDoor, eventLoops, selectors, newObserver, authenticator, clock);
  }

  public ProxyConfig withAuthenticator(Authenticator newAuthenticator) {
    return new ProxyConfig(
        addressBook, frontDoor, eventLoops, selectors, observer, newAuthenticator, clock);
  }

  public ProxyConfig withEventLoops(int newEventLoops) {
    return new ProxyConfig(
        addressBook, frontDoor, newEventLoops, selectors, observer, authenticator, clock);
  }

  public ProxyConfig withFrontDoor(@Nullable String newFrontDoor) {
    return new ProxyConfig(
        addressBook, newFrontDoor, eventLoops, selectors, observer, authenticator, clock);
  }
}
