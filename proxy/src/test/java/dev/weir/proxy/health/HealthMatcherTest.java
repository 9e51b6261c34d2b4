package dev.weir.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HealthMatcherTest {

  @Test
  void oneCodeAListARangeAndBoth() {
    assertThat(HealthMatcher.parse("200").matches(200)).isTrue();
    assertThat(HealthMatcher.parse("200").matches(201)).isFalse();
    assertThat(HealthMatcher.parse("200,302").matches(302)).isTrue();
    assertThat(HealthMatcher.parse("200-299").matches(250)).isTrue();
    assertThat(HealthMatcher.parse("200-299").matches(300)).isFalse();
    assertThat(HealthMatcher.parse("200-204,301").matches(301)).isTrue();
    assertThat(HealthMatcher.parse("0-99").matches(12)).isTrue();
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> HealthMatcher.parse("2xx")).hasMessageContaining("'2xx'");
  }
}
