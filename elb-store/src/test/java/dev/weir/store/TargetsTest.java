package dev.weir.store;

import static dev.weir.store.Samples.createListener;
import static dev.weir.store.Samples.createLoadBalancer;
import static dev.weir.store.Samples.createTargetGroup;
import static dev.weir.store.Samples.deregister;
import static dev.weir.store.Samples.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.elb.Arn;
import dev.weir.elb.RegisteredTarget;
import dev.weir.elb.RuleAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How targets come and go.
class TargetsTest {
  private final TurnedClock clock = new TurnedClock();
  private final ElbStore store = ElbStore.open(StoreConfig.inMemory().withClock(clock));
  private final Arn group = createTargetGroup(store, "group");

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aTargetOfAnUnusedGroupIsGoneAtOnce() {
    register(store, group, "127.0.0.5");
    deregister(store, group, "127.0.0.5");
    assertThat(targets()).isEmpty();
  }

  @Test
  void aTargetInUseDrainsForTheDelayAndIsThenForgotten() {
    use();
    register(store, group, "127.0.0.5");
    deregister(store, group, "127.0.0.5");
    assertThat(targets())
        .singleElement()
        .satisfies(target -> assertThat(target.draining()).isTrue());

    clock.turn(Duration.ofSeconds(299));
    store.expire();
    assertThat(targets()).hasSize(1);

    clock.turn(Duration.ofSeconds(1));
    store.expire();
    assertThat(targets()).isEmpty();
  }

  @Test
  void registeringTheSameTargetAgainChangesNothing() {
    register(store, group, "127.0.0.5");
    long revision = store.state().revision();
    register(store, group, "127.0.0.5");
    assertThat(store.state().revision()).isEqualTo(revision);
  }

  @Test
  void anAddressThatDrainsCannotComeBackYet() {
    use();
    register(store, group, "127.0.0.5");
    deregister(store, group, "127.0.0.5");
    assertThatThrownBy(() -> register(store, group, "127.0.0.5"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.error()).isEqualTo(StoreError.INVALID_TARGET));
  }

  private void use() {
    createListener(store, createLoadBalancer(store, "web"), 80, RuleAction.Forward.to(group));
  }

  private List<RegisteredTarget> targets() {
    return store.snapshot().targetsOf(group);
  }
}
