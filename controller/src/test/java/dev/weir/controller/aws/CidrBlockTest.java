package dev.weir.controller.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CidrBlockTest {
  @Test
  void anAddressIsInTheBlockWhenItsFirstBitsAre() {
    assertThat(CidrBlock.parse("192.168.0.0/16").contains("192.168.255.1")).isTrue();
    assertThat(CidrBlock.parse("192.168.0.0/16").contains("127.1.0.1")).isFalse();
    assertThat(CidrBlock.parse("10.0.0.0/9").contains("10.128.0.1")).isFalse();
    assertThat(CidrBlock.parse("2001:db8::/33").contains("2001:db8:7fff::1")).isTrue();
    assertThat(CidrBlock.parse("2001:db8::/33").contains("192.168.0.1")).isFalse();
  }

  @Test
  void textThatIsNoBlockIsRefused() {
    assertThatThrownBy(() -> CidrBlock.parse("10.0.0.0")).hasMessageContaining("10.0.0.0");
    assertThatThrownBy(() -> CidrBlock.parse("10.0.0.0/33")).hasMessageContaining("out of range");
    assertThatThrownBy(() -> CidrBlock.parse("example.com/8")).hasMessageContaining("example.com");
  }

  @Test
  void aTokenBucketLetsTheBurstThroughAndThenItsRate() {
    AtomicLong nanos = new AtomicLong();
    TokenBucket bucket = new TokenBucket(4, 2, nanos::get);

    assertThat(bucket.reserve()).isZero();
    assertThat(bucket.reserve()).isZero();
    assertThat(bucket.reserve()).isEqualTo(Duration.ofMillis(250));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(bucket.reserve()).isZero();
  }
}
