package dev.weir.proxy.metrics;

import dev.weir.elb.Arn;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.health.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Counts traffic, and keeps one hour of it in steps of ten seconds.
///
/// Event loops count into arrays of their own; nothing is shared between them but what is read.
public final class TrafficStatistics implements ExchangeObserver, AutoCloseable {
  /// The length of one point of a series.
  public static final Duration STEP = Duration.ofSeconds(10);

  private final Clock clock;
  private final List<LoopTallies> loops = new CopyOnWriteArrayList<>();
  private final ThreadLocal<LoopTallies> mine = ThreadLocal.withInitial(this::newLoop);
  private final Map<Arn, TrafficSeries> loadBalancerSeries = new ConcurrentHashMap<>();
  private final Map<Arn, TrafficSeries> targetGroupSeries = new ConcurrentHashMap<>();
  private final Thread sampler;

  public TrafficStatistics(Clock clock, Pause pause) {
    this.clock = clock;
    sampler = Thread.ofVirtual().name("traffic-sampler").start(() -> sampleForEver(pause));
  }

  /// One step of a series.
  ///
  /// @param at when the step ended
  /// @param latency of requests, from their first byte to the last of the response
  /// @param fromTargets responses that targets made
  /// @param fromLoadBalancer responses that the load balancer itself made
  public record Point(
      Instant at,
      double requestsPerSecond,
      Latency latency,
      Statuses fromTargets,
      Statuses fromLoadBalancer,
      long activeConnections,
      long newConnections) {}

  /// Milliseconds.
  public record Latency(double p50, double p95, double p99) {}

  /// Numbers of responses by class of status.
  public record Statuses(long class2xx, long class3xx, long class4xx, long class5xx) {}

  private LoopTallies newLoop() {
    LoopTallies loop = new LoopTallies();
    loops.add(loop);
    return loop;
  }

  @Override
  public @Nullable Object onRequest(
      LoadBalancer loadBalancer, Listener listener, HttpHead request) {
    return null;
  }

  @Override
  public void onExchange(ExchangeView exchange) {
    LoopTallies loop = mine.get();
    String zone = exchange.zone();
    ExchangeCounts.count(exchange, loop.loadBalancer(exchange.loadBalancer().arn(), zone));
    TargetSelection selection = exchange.selection();
    Arn group = selection == null ? null : selection.targetGroup;
    if (group != null) {
      ExchangeCounts.countTarget(exchange, loop.targetGroup(group, zone));
    }
    if (exchange.rulePriority() >= 0) {
      loop.hit(exchange.listener().arn(), exchange.rulePriority());
    }
  }

  @Override
  public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {
    withoutZone(loadBalancer).increment(Counter.NEW_CONNECTION_COUNT);
  }

  @Override
  public void onConnectionClosed(
      LoadBalancer loadBalancer,
      Listener listener,
      ConnectionView connection,
      String handshakeError) {
    withoutZone(loadBalancer).increment(Counter.CLOSED_CONNECTION_COUNT);
    if (!handshakeError.isEmpty()) {
      Tally tally = mine.get().loadBalancer(loadBalancer.arn(), connection.zone());
      tally.increment(Counter.CLIENT_TLS_NEGOTIATION_ERROR_COUNT);
    }
  }

  /// CloudWatch has new and active connections per load balancer only.
  private Tally withoutZone(LoadBalancer loadBalancer) {
    return mine.get().loadBalancer(loadBalancer.arn(), LoopTallies.NO_ZONE);
  }

  /// The last hour of a load balancer, oldest first; empty when it had no traffic.
  public List<Point> loadBalancer(Arn arn) {
    TrafficSeries series = loadBalancerSeries.get(arn);
    return series == null ? List.of() : series.points();
  }

  /// The last hour of a target group, oldest first; connections are those of clients and so 0.
  public List<Point> targetGroup(Arn arn) {
    TrafficSeries series = targetGroupSeries.get(arn);
    return series == null ? List.of() : series.points();
  }

  /// How many requests a rule has won since the start.
  ///
  /// @param priority 1 to 50000; 0 for the default actions
  public long ruleHits(Arn listener, int priority) {
    return loops.stream().mapToLong(loop -> loop.hits(listener, priority)).sum();
  }

  /// Ends the current step now; otherwise this happens every ten seconds.
  public void sample() {
    Instant now = clock.instant();
    for (Arn arn : loadBalancers()) {
      loadBalancerSeries.computeIfAbsent(arn, _ -> new TrafficSeries()).add(now, totals(arn));
    }
    for (Arn arn : targetGroups()) {
      targetGroupSeries
          .computeIfAbsent(arn, _ -> new TrafficSeries())
          .add(now, targetGroupTotals(arn));
    }
  }

  private void sampleForEver(Pause pause) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pause.pause(STEP);
        sample();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  Set<Arn> loadBalancers() {
    Set<Arn> arns = new TreeSet<>();
    loops.forEach(loop -> arns.addAll(loop.loadBalancers.keySet()));
    return arns;
  }

  Set<Arn> targetGroups() {
    Set<Arn> arns = new TreeSet<>();
    loops.forEach(loop -> arns.addAll(loop.targetGroups.keySet()));
    return arns;
  }

  Totals totals(Arn loadBalancer) {
    return sum(zones(loadBalancer));
  }

  Totals targetGroupTotals(Arn targetGroup) {
    return sum(targetGroupZones(targetGroup));
  }

  /// By zone of the node that took the request, [LoopTallies#NO_ZONE] for what has none.
  Map<String, Totals> zones(Arn loadBalancer) {
    return add(loop -> loop.loadBalancers.get(loadBalancer));
  }

  Map<String, Totals> targetGroupZones(Arn targetGroup) {
    return add(loop -> loop.targetGroups.get(targetGroup));
  }

  private Map<String, Totals> add(Function<LoopTallies, @Nullable Map<String, Tally>> talliesOf) {
    Map<String, Totals> totals = new TreeMap<>();
    for (LoopTallies loop : loops) {
      Map<String, Tally> tallies = talliesOf.apply(loop);
      if (tallies != null) {
        tallies.forEach(
            (zone, tally) -> tally.addTo(totals.computeIfAbsent(zone, _ -> new Totals())));
      }
    }
    return totals;
  }

  private static Totals sum(Map<String, Totals> zones) {
    Totals sum = new Totals();
    zones.values().forEach(sum::add);
    return sum;
  }

  /// Ends the sampling.
  @Override
  public void close() {
    sampler.interrupt();
  }
}
