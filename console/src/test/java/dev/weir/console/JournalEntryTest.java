package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.console.JournalSource.Entry;
import dev.weir.console.JournalSource.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When an entry of the journal only says again what an earlier one said.
class JournalEntryTest {
  @Test
  void aRetryThatAwsRefusesAlikeRepeatsTheFirst() {
    Entry first = failed("Too many (Service: Elb, Status Code: 400, Request ID: a-1)");

    assertThat(failed("Too many (Service: Elb, Status Code: 400, Request ID: b-2)").repeats(first))
        .isTrue();
    assertThat(failed("Too few (Service: Elb, Status Code: 400, Request ID: a-1)").repeats(first))
        .isFalse();
  }

  private static Entry failed(String message) {
    return new Entry(
        Instant.EPOCH,
        "ingress",
        "shop/web",
        Duration.ZERO,
        List.of(),
        new Outcome.Failed(message, "", ""),
        1);
  }
}
