package dev.weir.proxy.target;

import java.util.List;

/// Finds targets that fail much more often than their neighbours, and gives them less to do.
///
/// Looks at 5xx answers and connection errors since the last look, every five seconds, for groups
/// with at least three healthy targets. With mitigation the weight of an anomalous target is halved
/// at each look down to a sixty-fourth, and doubled back when it behaves.
final class AnomalyDetection {
  static final long INTERVAL_SECONDS = 5;
  private static final int MINIMUM_TARGETS = 3;
  private static final long MINIMUM_REQUESTS = 5;
  private static final double MINIMUM_RATE = 0.1;
  private static final int TIMES_THE_OTHERS = 3;
  private static final int MINIMUM_WEIGHT = TargetSlot.FULL_WEIGHT / 64;

  private AnomalyDetection() {}

  /// @param targets the healthy ones
  static void look(List<TargetSlot> targets, boolean mitigate) {
    long allRequests = 0;
    long allFailures = 0;
    long[] requests = new long[targets.size()];
    long[] failures = new long[targets.size()];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = targets.get(i).requests.sumThenReset();
      failures[i] = targets.get(i).failures.sumThenReset();
      allRequests += requests[i];
      allFailures += failures[i];
    }
    for (int i = 0; i < requests.length; i++) {
      TargetSlot slot = targets.get(i);
      slot.anomalous =
          requests.length >= MINIMUM_TARGETS
              && isAnomalous(
                  requests[i], failures[i], allRequests - requests[i], allFailures - failures[i]);
      slot.weight = mitigate ? nextWeight(slot) : TargetSlot.FULL_WEIGHT;
    }
  }

  private static boolean isAnomalous(
      long requests, long failures, long otherRequests, long otherFailures) {
    if (requests < MINIMUM_REQUESTS) {
      return false;
    }
    double rate = (double) failures / requests;
    double others = otherRequests == 0 ? 0 : (double) otherFailures / otherRequests;
    return rate >= MINIMUM_RATE && rate >= TIMES_THE_OTHERS * others;
  }

  private static int nextWeight(TargetSlot slot) {
    return slot.anomalous
        ? Math.max(MINIMUM_WEIGHT, slot.weight / 2)
        : Math.min(TargetSlot.FULL_WEIGHT, slot.weight * 2);
  }
}
