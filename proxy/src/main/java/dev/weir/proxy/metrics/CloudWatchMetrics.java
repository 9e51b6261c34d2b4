package dev.weir.proxy.metrics;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import dev.weir.elb.TargetGroup;
import dev.weir.elb.TargetHealth;
import dev.weir.elb.TargetHealthSource;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The metrics of AWS/ApplicationELB as Prometheus metrics: `RequestCount` is
/// `elb_request_count_total`, its dimensions `LoadBalancer` and `TargetGroup` are the labels
/// `load_balancer` (`app/name/id`) and `target_group` (`targetgroup/name/id`).
///
/// Counters exist from the first traffic on. As with CloudWatch's dimension `AvailabilityZone`,
/// what was counted for requests and failed handshakes comes once in all and once per zone, with
/// the label `availability_zone`: the zone whose node took the connection. New and active
/// connections come in all only, as there. Host counts come per zone only: the zone that a target
/// was registered with, or `all`.
public final class CloudWatchMetrics implements MultiCollector {
  private static final String PREFIX = "elb_";
  private static final String ZONE = "availability_zone";

  private final TrafficStatistics traffic;
  private final TargetHealthSource health;
  private final Supplier<ElbSnapshot> snapshot;

  /// @param snapshot the one that is served
  public CloudWatchMetrics(
      TrafficStatistics traffic, TargetHealthSource health, Supplier<ElbSnapshot> snapshot) {
    this.traffic = traffic;
    this.health = health;
    this.snapshot = snapshot;
  }

  /// All metrics in the Prometheus text format.
  public String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.builder().build().write(out, collect());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    for (Counter counter : Counter.values()) {
      counter(counter).forEach(all::add);
    }
    all.add(activeConnections());
    all.add(responseTime());
    all.add(hosts("healthy_host_count", "Targets that are healthy", TargetHealth.State.HEALTHY));
    all.add(
        hosts("un_healthy_host_count", "Targets that are unhealthy", TargetHealth.State.UNHEALTHY));
    return new MetricSnapshots(all);
  }

  private Stream<MetricSnapshot> counter(Counter counter) {
    CounterSnapshot.Builder builder =
        CounterSnapshot.builder().name(PREFIX + counter.metric).help(counter.help);
    boolean any = false;
    for (Arn arn : traffic.loadBalancers()) {
      any |= add(builder, traffic.zones(arn), counter, loadBalancer(arn));
    }
    for (Arn arn : traffic.targetGroups()) {
      any |= add(builder, traffic.targetGroupZones(arn), counter, targetGroup(arn));
    }
    return any ? Stream.of(builder.build()) : Stream.empty();
  }

  /// The sum over all zones, and each zone with its label.
  private static boolean add(
      CounterSnapshot.Builder builder, Map<String, Totals> zones, Counter counter, Labels labels) {
    long sum = zones.values().stream().mapToLong(zone -> zone.count(counter)).sum();
    zones.forEach((zone, totals) -> {
      if (!zone.isEmpty()) {
        add(builder, totals.count(counter), labels.merge(Labels.of(ZONE, zone)));
      }
    });
    return add(builder, sum, labels);
  }

  private static boolean add(CounterSnapshot.Builder builder, long value, Labels labels) {
    if (value == 0) {
      return false;
    }
    builder.dataPoint(
        CounterSnapshot.CounterDataPointSnapshot.builder().value(value).labels(labels).build());
    return true;
  }

  private GaugeSnapshot activeConnections() {
    GaugeSnapshot.Builder builder =
        GaugeSnapshot.builder()
            .name(PREFIX + "active_connection_count")
            .help("Connections of clients that are open");
    for (Arn arn : traffic.loadBalancers()) {
      Totals totals = traffic.totals(arn);
      long active =
          totals.count(Counter.NEW_CONNECTION_COUNT)
              - totals.count(Counter.CLOSED_CONNECTION_COUNT);
      builder.dataPoint(gauge(active, loadBalancer(arn)));
    }
    return builder.build();
  }

  private SummarySnapshot responseTime() {
    SummarySnapshot.Builder builder =
        SummarySnapshot.builder()
            .name(PREFIX + "target_response_time_seconds")
            .help("Time from the last byte to the target to its response head, since the start");
    for (Arn arn : traffic.targetGroups()) {
      Labels labels = targetGroup(arn);
      builder.dataPoint(times(traffic.targetGroupTotals(arn), labels));
      traffic
          .targetGroupZones(arn)
          .forEach((zone, totals) -> {
            if (!zone.isEmpty()) {
              builder.dataPoint(times(totals, labels.merge(Labels.of(ZONE, zone))));
            }
          });
    }
    return builder.build();
  }

  private static SummarySnapshot.SummaryDataPointSnapshot times(Totals totals, Labels labels) {
    long[] counts = totals.targetLatencies;
    return SummarySnapshot.SummaryDataPointSnapshot.builder()
        .labels(labels)
        .count(Arrays.stream(counts).sum())
        .quantiles(
            Quantiles.of(quantile(counts, 0.5), quantile(counts, 0.95), quantile(counts, 0.99)))
        .build();
  }

  private static Quantile quantile(long[] counts, double share) {
    return new Quantile(share, Latencies.quantileMillis(counts, share) / 1000);
  }

  private GaugeSnapshot hosts(String name, String help, TargetHealth.State state) {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(PREFIX + name).help(help);
    ElbSnapshot now = snapshot.get();
    for (TargetGroup group : now.targetGroups().values()) {
      List<RegisteredTarget> targets = now.targetsOf(group.arn());
      for (String zone : zones(targets)) {
        long count =
            targets.stream()
                .filter(target -> zone(target).equals(zone))
                .filter(target -> is(state, group, target))
                .count();
        Labels labels = targetGroup(group.arn()).merge(Labels.of(ZONE, zone));
        builder.dataPoint(gauge(count, labels));
      }
    }
    return builder.build();
  }

  private boolean is(TargetHealth.State state, TargetGroup group, RegisteredTarget target) {
    return health
        .health(group.arn(), target.key())
        .map(TargetHealth::state)
        .filter(state::equals)
        .isPresent();
  }

  private static Set<String> zones(List<RegisteredTarget> targets) {
    Set<String> zones = new TreeSet<>();
    targets.forEach(target -> zones.add(zone(target)));
    return zones;
  }

  private static String zone(RegisteredTarget target) {
    return target.target().availabilityZone().orElse("all");
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot gauge(long value, Labels labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  private static Labels loadBalancer(Arn arn) {
    return Labels.of("load_balancer", arn.dimension());
  }

  /// With the load balancer that uses the group, when one does.
  private Labels targetGroup(Arn arn) {
    ElbSnapshot now = snapshot.get();
    String loadBalancer =
        now.listeners().values().stream()
            .filter(listener ->
                Stream.concat(
                        listener.defaultActions().stream(),
                        now.rulesOf(listener.arn()).stream()
                            .flatMap(rule -> rule.actions().stream()))
                    .anyMatch(action -> forwardsTo(action, arn)))
            .map(listener -> now.loadBalancers().get(listener.loadBalancerArn()))
            .map(found -> found == null ? "" : dimension(found))
            .findFirst()
            .orElse("");
    return Labels.of("load_balancer", loadBalancer, "target_group", arn.dimension());
  }

  private static String dimension(LoadBalancer loadBalancer) {
    return loadBalancer.dimension();
  }

  private static boolean forwardsTo(RuleAction action, Arn group) {
    return action instanceof RuleAction.Forward forward
        && forward.targetGroups().stream().anyMatch(to -> to.targetGroupArn().equals(group));
  }
}
