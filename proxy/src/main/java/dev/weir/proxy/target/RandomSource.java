package dev.weir.proxy.target;

import java.util.concurrent.ThreadLocalRandom;

/// Where choices by chance come from; tests bring a seeded one.
@FunctionalInterface
public interface RandomSource {

  /// One generator per thread, without contention.
  RandomSource PER_THREAD = bound -> ThreadLocalRandom.current().nextInt(bound);

  /// A number from 0 to `bound - 1`.
  int below(int bound);
}
