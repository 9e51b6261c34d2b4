package dev.weir.app;

import dev.weir.console.MetricsSource;
import dev.weir.console.TrafficSource;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.TargetHealthSource;
import dev.weir.proxy.Observers;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.auth.Authentication;
import dev.weir.proxy.auth.IdentityTokens;
import dev.weir.proxy.health.Pause;
import dev.weir.proxy.health.TargetHealthMonitor;
import dev.weir.proxy.log.TrafficLogs;
import dev.weir.proxy.metrics.CloudWatchMetrics;
import dev.weir.proxy.metrics.TrafficStatistics;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.target.TargetGroups;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// The proxy with its health checks and target selection.
final class TrafficPlane implements AutoCloseable {
  private final Proxy proxy;
  private final TargetHealthMonitor monitor;
  private final TargetGroups groups;
  private final TrafficStatistics statistics;
  private final TrafficLogs logs;
  private final WatchedExchanges watched;

  private TrafficPlane(
      Proxy proxy,
      TargetHealthMonitor monitor,
      TargetGroups groups,
      TrafficStatistics statistics,
      TrafficLogs logs,
      WatchedExchanges watched) {
    this.proxy = proxy;
    this.monitor = monitor;
    this.groups = groups;
    this.statistics = statistics;
    this.logs = logs;
    this.watched = watched;
  }

  static TrafficPlane start(
      LoopbackAddressBook addressBook, DataDirectory directory, LocalOptions options) {
    TargetHealthMonitor monitor =
        new TargetHealthMonitor(addressBook, Clock.systemUTC(), Pause.SLEEP);
    InstallKey key = installKey(directory);
    TargetGroups groups = new TargetGroups(monitor, TargetGroups.Setup.real(key));
    TrafficStatistics statistics = new TrafficStatistics(Clock.systemUTC(), Pause.SLEEP);
    TrafficLogs logs =
        new TrafficLogs(TrafficLogs.Settings.in(directory.logs()), Clock.systemUTC(), Pause.SLEEP);
    monitor.onCheck(logs::onHealthCheck);
    WatchedExchanges watched = new WatchedExchanges();
    ProxyConfig config =
        ProxyConfig.plain(addressBook)
            .withFrontDoor(options.frontDoor ? "127.0.0.1" : null)
            .withSelectors(groups)
            .withObserver(new Observers(logs, new Observers(watched, statistics)))
            .withAuthenticator(authentication(directory, key, options));
    return new TrafficPlane(Proxy.start(config), monitor, groups, statistics, logs, watched);
  }

  /// Cookies that were handed out stay valid over restarts, because their key is kept.
  private static InstallKey installKey(DataDirectory directory) {
    try {
      return InstallKey.load(directory.root().resolve("install.key"));
    } catch (IOException e) {
      throw new UserError("cannot read or write the key of cookies: " + e.getMessage(), e);
    }
  }

  /// Identity providers are trusted as the JDK trusts servers. The public keys of signed identities
  /// are files in `public-keys`.
  private static Authentication authentication(
      DataDirectory directory, InstallKey key, LocalOptions options) {
    try {
      Clock clock = Clock.systemUTC();
      IdentityTokens tokens = IdentityTokens.create(directory.root().resolve("public-keys"), clock);
      return new Authentication(
          key, tokens, SSLContext.getDefault(), CognitoClients.read(options.cognitoClients), clock);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new UserError("cannot prepare sign-in: " + e.getMessage(), e);
    }
  }

  Proxy proxy() {
    return proxy;
  }

  TargetHealthSource health() {
    return monitor;
  }

  void onHealthChange(Runnable listener) {
    monitor.onChange(_ -> listener.run());
  }

  /// @param snapshot the one that is served
  MetricsSource metrics(Supplier<ElbSnapshot> snapshot) {
    return new CloudWatchMetrics(statistics, monitor, snapshot)::text;
  }

  TrafficSource source() {
    return new ConsoleTraffic(statistics, monitor);
  }

  /// Tells what became of requests of the console's tester.
  WatchedExchanges watched() {
    return watched;
  }

  @Override
  public void close() {
    groups.close();
    monitor.close();
    statistics.close();
    logs.close();
  }
}
