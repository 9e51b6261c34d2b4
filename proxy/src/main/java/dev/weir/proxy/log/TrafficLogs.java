package dev.weir.proxy.log;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.health.HealthCheckResult;
import dev.weir.proxy.health.Pause;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Access, connection and health check logs of the load balancers that have them enabled
/// (`access_logs.s3.enabled`, `connection_logs.s3.enabled`, `health_check_logs.s3.enabled`), in
/// files under a directory.
public final class TrafficLogs implements ExchangeObserver, AutoCloseable {
  private final Settings settings;
  private final Clock clock;
  private final LogWriter writer;

  /// @param directory where the `AWSLogs` tree begins; a load balancer's prefix comes before it
  /// @param everything whether all load balancers are logged, whatever their attributes say
  /// @param capacity lines that may wait to be written
  public record Settings(Path directory, boolean everything, int capacity) {
    public static Settings in(Path directory) {
      return new Settings(directory, false, 65_536);
    }
  }

  public TrafficLogs(Settings settings, Clock clock, Pause pause) {
    this.settings = settings;
    this.clock = clock;
    writer = new LogWriter(settings.directory, clock, settings.capacity, pause);
  }

  private boolean logs(LoadBalancer loadBalancer, LogKey.Kind kind) {
    return settings.everything || "true".equals(loadBalancer.attributes().get(kind.enabled));
  }

  @Override
  public @Nullable Object onRequest(
      LoadBalancer loadBalancer, Listener listener, HttpHead request) {
    return logs(loadBalancer, LogKey.Kind.ACCESS) ? RequestParts.of(request) : null;
  }

  @Override
  public void onExchange(ExchangeView exchange) {
    if (exchange.observed() instanceof RequestParts request) {
      Instant now = clock.instant();
      writer.offer(
          LogKey.of(LogKey.Kind.ACCESS, exchange.loadBalancer(), now),
          AccessLogFormat.line(exchange, request, now));
    }
  }

  @Override
  public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {}

  @Override
  public void onConnectionClosed(
      LoadBalancer loadBalancer,
      Listener listener,
      ConnectionView connection,
      String handshakeError) {
    if (logs(loadBalancer, LogKey.Kind.CONNECTION)) {
      Instant now = clock.instant();
      writer.offer(
          LogKey.of(LogKey.Kind.CONNECTION, loadBalancer, now),
          ConnectionLogFormat.line(connection, handshakeError, now));
    }
  }

  /// Each load balancer logs the checks of the targets that it uses.
  public void onHealthCheck(HealthCheckResult result) {
    for (LoadBalancer loadBalancer : result.loadBalancers()) {
      if (logs(loadBalancer, LogKey.Kind.HEALTH_CHECK)) {
        writer.offer(
            LogKey.of(LogKey.Kind.HEALTH_CHECK, loadBalancer, clock.instant()),
            HealthCheckLogFormat.line(result));
      }
    }
  }

  /// Lines that were lost because too many waited.
  public long dropped() {
    return writer.dropped();
  }

  /// Writes what waits now; otherwise this happens four times a second.
  public void flush() {
    writer.drain();
  }

  @Override
  public void close() {
    writer.close();
  }
}
