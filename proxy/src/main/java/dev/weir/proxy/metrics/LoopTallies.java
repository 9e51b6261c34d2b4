package dev.weir.proxy.metrics;

import dev.weir.elb.Arn;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// All counters of one event loop. Found by the loop's thread; read by whoever adds up.
final class LoopTallies {
  /// Priorities are 1 to 50000; 0 is the default rule.
  private static final int PRIORITY_PAGE = 256;

  static final String NO_ZONE = "";

  /// By zone of the node that took the request; under [#NO_ZONE] what has none.
  final Map<Arn, Map<String, Tally>> loadBalancers = new ConcurrentHashMap<>();

  final Map<Arn, Map<String, Tally>> targetGroups = new ConcurrentHashMap<>();
  private final Map<Arn, Map<Integer, AtomicLongArray>> ruleHits = new ConcurrentHashMap<>();

  /// Where the last hit was counted, which is where the next one mostly is: two maps took 2 to 3 %
  /// of the CPU of a small request.
  private @Nullable Arn lastListener;

  private int lastPage;
  private @Nullable AtomicLongArray lastHits;

  Tally loadBalancer(Arn arn, String zone) {
    return tally(loadBalancers, arn, zone);
  }

  Tally targetGroup(Arn arn, String zone) {
    return tally(targetGroups, arn, zone);
  }

  private static Tally tally(Map<Arn, Map<String, Tally>> all, Arn arn, String zone) {
    Map<String, Tally> zones = all.get(arn);
    if (zones == null) {
      zones = all.computeIfAbsent(arn, _ -> new ConcurrentHashMap<>());
    }
    Tally tally = zones.get(zone);
    return tally != null ? tally : zones.computeIfAbsent(zone, _ -> new Tally());
  }

  void hit(Arn listener, int priority) {
    int page = priority / PRIORITY_PAGE;
    AtomicLongArray hits = lastHits;
    if (listener != lastListener || page != lastPage || hits == null) {
      hits =
          ruleHits
              .computeIfAbsent(listener, _ -> new ConcurrentHashMap<>())
              .computeIfAbsent(page, _ -> new AtomicLongArray(PRIORITY_PAGE));
      lastListener = listener;
      lastPage = page;
      lastHits = hits;
    }
    int index = priority % PRIORITY_PAGE;
    hits.setRelease(index, hits.getPlain(index) + 1);
  }

  long hits(Arn listener, int priority) {
    Map<Integer, AtomicLongArray> pages = ruleHits.getOrDefault(listener, Map.of());
    AtomicLongArray hits = pages.get(priority / PRIORITY_PAGE);
    return hits == null ? 0 : hits.get(priority % PRIORITY_PAGE);
  }
}
