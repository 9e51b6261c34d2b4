package dev.weir.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void bucketsGrowAndContainTheirDurations() {
    int before = -1;
    for (long micros = 0; micros < 10_000_000; micros += 1 + micros / 100) {
      int bucket = Latencies.bucket(micros * 1000);
      assertThat(bucket).isGreaterThanOrEqualTo(before);
      assertThat(Latencies.upperMillis(bucket)).isGreaterThan(micros / 1000.0);
      assertThat(Latencies.upperMillis(bucket)).isLessThanOrEqualTo((micros * 1.125 + 1) / 1000.0);
      before = bucket;
    }
  }

  @Test
  void extremesHaveBuckets() {
    assertThat(Latencies.bucket(-5)).isZero();
    assertThat(Latencies.bucket(Long.MAX_VALUE)).isEqualTo(Latencies.BUCKETS - 1);
  }

  @Test
  void quantilesAreWithinAnEighthOfTheExactOnes() {
    var random = new Random(5);
    long[] counts = new long[Latencies.BUCKETS];
    double[] millis = new double[10_000];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = Math.exp(random.nextGaussian());
      counts[Latencies.bucket((long) (millis[i] * 1e6))]++;
    }
    Arrays.sort(millis);

    for (double share : new double[] {0.5, 0.95, 0.99}) {
      double exact = millis[(int) (millis.length * share) - 1];
      assertThat(Latencies.quantileMillis(counts, share))
          .isCloseTo(exact, within(exact / 8 + 0.01));
    }
    assertThat(Latencies.quantileMillis(new long[Latencies.BUCKETS], 0.5)).isZero();
  }
}
