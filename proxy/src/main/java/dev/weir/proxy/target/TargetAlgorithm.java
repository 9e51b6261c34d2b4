package dev.weir.proxy.target;

import java.util.concurrent.atomic.AtomicInteger;

/// How one of several targets is chosen (`load_balancing.algorithm.type`).
sealed interface TargetAlgorithm {

  /// @param slots at least one
  TargetSlot choose(TargetSlot[] slots);

  /// One after the other. A target in slow start is passed over more often the shorter it has been
  /// healthy.
  record RoundRobin(AtomicInteger next, SlowStart slowStart) implements TargetAlgorithm {
    @Override
    public TargetSlot choose(TargetSlot[] slots) {
      int length = slots.length;
      int start = position(next, length);
      for (int i = 0; i < length; i++) {
        int at = start + i < length ? start + i : start + i - length;
        TargetSlot slot = slots[at];
        if (slowStart.admits(slot)) {
          return slot;
        }
      }
      return slots[start];
    }
  }

  /// The one with the fewest requests under way; among equals, one after the other.
  record LeastOutstandingRequests(AtomicInteger next) implements TargetAlgorithm {
    @Override
    public TargetSlot choose(TargetSlot[] slots) {
      int length = slots.length;
      int start = position(next, length);
      TargetSlot best = slots[start];
      int fewest = best.outstanding.get();
      for (int i = 1; i < length && fewest > 0; i++) {
        int at = start + i < length ? start + i : start + i - length;
        int outstanding = slots[at].outstanding.get();
        if (outstanding < fewest) {
          fewest = outstanding;
          best = slots[at];
        }
      }
      return best;
    }
  }

  /// By chance, in proportion to weights that anomaly mitigation lowers.
  record WeightedRandom(RandomSource random) implements TargetAlgorithm {
    @Override
    public TargetSlot choose(TargetSlot[] slots) {
      int total = 0;
      for (TargetSlot slot : slots) {
        total += slot.weight;
      }
      int point = random.below(total);
      for (TargetSlot slot : slots) {
        point -= slot.weight;
        if (point < 0) {
          return slot;
        }
      }
      // A weight shrank between the two loops.
      return slots[slots.length - 1];
    }
  }

  private static int position(AtomicInteger next, int length) {
    return (next.getAndIncrement() & Integer.MAX_VALUE) % length;
  }
}
