package dev.weir.store;

import static dev.weir.store.Samples.createListener;
import static dev.weir.store.Samples.createLoadBalancer;
import static dev.weir.store.Samples.createTargetGroup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.elb.Arn;
import dev.weir.elb.ElbSnapshot;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerState;
import dev.weir.elb.RuleAction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ElbStoreTest {
  @TempDir Path directory;

  @Test
  void aChangeIsVisibleOnceItsWriterGoesOn() {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      Arn arn = createLoadBalancer(store, "web");

      LoadBalancer created = store.snapshot().loadBalancers().get(arn);
      assertThat(created.state()).isEqualTo(LoadBalancerState.PROVISIONING);
      assertThat(created.addresses()).containsExactly("127.80.0.1");
      assertThat(created.dnsName()).matches("web-\\d{9,10}\\.eu-west-1\\.elb\\.localhost");
      assertThat(arn.value())
          .matches(
              "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/web/[0-9a-f]{16}");
      assertThat(store.snapshot().revision()).isEqualTo(1);
    }
  }

  @Test
  void aRefusedChangeLeavesNothing() {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      StoreState before = store.state();

      assertThatThrownBy(() ->
              store.write(transaction -> {
                transaction.loadBalancers().create(Samples.loadBalancer("a"), Map.of());
                return transaction.listeners().get(Arn.of("arn:aws:e:r:1:listener/x"));
              }))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.error()).isEqualTo(StoreError.LISTENER_NOT_FOUND));

      assertThat(store.state()).isSameAs(before);
    }
  }

  @Test
  void aChangeOfNothingMakesNoRevision() {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      Arn arn = createLoadBalancer(store, "web");
      Arn again = createLoadBalancer(store, "web");

      assertThat(again).isEqualTo(arn);
      assertThat(store.state().revision()).isEqualTo(1);
    }
  }

  @Test
  void everythingIsThereAfterARestart() {
    StoreState before;
    try (ElbStore store = ElbStore.open(StoreConfig.in(directory))) {
      EveryRecord.write(store);
      before = store.state();
    }
    try (ElbStore store = ElbStore.open(StoreConfig.in(directory))) {
      assertThat(store.state().revision()).isEqualTo(before.revision());
      for (Table<?> table : Tables.ALL) {
        assertThat(before.all(table)).as(table.name()).isNotEmpty();
        assertThat(store.state().all(table)).as(table.name()).isEqualTo(before.all(table));
      }
      assertThat(store.snapshot().rules()).isEqualTo(before.elb().rules());
    }
  }

  @Test
  void whatANewerVersionWroteIsRefusedInWords() {
    for (JournalEntry.Key key :
        List.of(
            new JournalEntry.Key("meshes", "m-1"), new JournalEntry.Key("listeners", "arn:new"))) {
      MemoryJournal journal = new MemoryJournal();
      journal.append(
          List.of(new JournalEntry(1, Map.of(key, "{\"protocol\":\"QUANTUM\",\"arn\":\"a\"}"))));

      assertThatThrownBy(() -> ElbStore.open(StoreConfig.of(journal)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("'" + key.table() + "'")
          .hasMessageContaining("It was written by a newer version");
    }
  }

  @Test
  void anAddressOnceGivenIsNotTheNextToBeGivenAgain() {
    Arn first;
    try (ElbStore store = ElbStore.open(StoreConfig.in(directory))) {
      createLoadBalancer(store, "a");
      first = createLoadBalancer(store, "b");
    }
    try (ElbStore store = ElbStore.open(StoreConfig.in(directory))) {
      store.write(transaction -> {
        transaction.loadBalancers().delete(first);
        return first;
      });
      Arn next = createLoadBalancer(store, "c");
      assertThat(store.snapshot().loadBalancers().get(next).addresses())
          .containsExactly("127.80.0.3");
    }
  }

  @Test
  void aSmallAddressRangeRunsOut() {
    StoreConfig config = StoreConfig.inMemory().withAddressRange("127.90.0.0/30");
    try (ElbStore store = ElbStore.open(config)) {
      createLoadBalancer(store, "a");
      createLoadBalancer(store, "b");
      assertThatThrownBy(() -> createLoadBalancer(store, "c"))
          .hasMessage("All addresses of 127.90.0.0/30 are in use");
    }
  }

  @Test
  void aSubscriberGetsTheCurrentSnapshotAndThenTheLatest() throws InterruptedException {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      createLoadBalancer(store, "a");
      BlockingQueue<ElbSnapshot> seen = new LinkedBlockingQueue<>();

      try (Subscription subscription = store.subscribe(seen::add)) {
        assertThat(seen.poll(5, TimeUnit.SECONDS).loadBalancers()).hasSize(1);
        createLoadBalancer(store, "b");
        assertThat(seen.poll(5, TimeUnit.SECONDS).loadBalancers()).hasSize(2);
        assertThat(subscription).isNotNull();
      }
    }
  }

  @Test
  void aSubscriberThatHangsHoldsNobodyUpAndSkipsToTheLatest() throws InterruptedException {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
      store.subscribe(snapshot -> {
        entered.countDown();
        await(release);
        seen.add(snapshot.revision());
      });
      await(entered);

      for (int i = 0; i < 20; i++) {
        createLoadBalancer(store, "lb-" + i);
      }
      release.countDown();

      assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(0);
      assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(20);
    }
  }

  @Test
  void tagsOfOtherServicesDoNotWakeTheDataPlane() {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      ElbSnapshot before = store.snapshot();
      store.write(transaction -> {
        transaction.tags().add("vpc-1", Map.of("Name", "main"));
        return true;
      });
      assertThat(store.snapshot()).isSameAs(before);
      assertThat(store.state().revision()).isEqualTo(1);
    }
  }

  @Test
  void concurrentWritersLoseNothing() throws Exception {
    try (ElbStore store = ElbStore.open(StoreConfig.in(directory))) {
      Set<Arn> created = new HashSet<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Arn>> futures =
            java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> threads.submit(() -> createTargetGroup(store, "group-" + i)))
                .toList();
        for (Future<Arn> future : futures) {
          created.add(future.get());
        }
      }
      assertThat(store.snapshot().targetGroups().keySet()).isEqualTo(created).hasSize(500);
      assertThat(store.state().revision()).isEqualTo(500);
    }
    try (ElbStore store = ElbStore.open(StoreConfig.in(directory))) {
      assertThat(store.snapshot().targetGroups()).hasSize(500);
    }
  }

  @Test
  void aFailingJournalRefusesTheChangeAndKeepsTheState() {
    FailingJournal journal = new FailingJournal();
    try (ElbStore store = ElbStore.open(StoreConfig.of(journal))) {
      createLoadBalancer(store, "a");
      journal.failing = true;

      assertThatThrownBy(() -> createLoadBalancer(store, "b"))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.error()).isEqualTo(StoreError.UNAVAILABLE))
          .hasMessage("disk full");
      assertThat(store.snapshot().loadBalancers()).hasSize(1);

      journal.failing = false;
      createLoadBalancer(store, "b");
      assertThat(store.snapshot().loadBalancers()).hasSize(2);
    }
  }

  @Test
  void aLoadBalancerIsActiveOnceItIsBoundAndItsProvisioningDelayIsOver() {
    TurnedClock clock = new TurnedClock();
    StoreConfig config =
        StoreConfig.inMemory().withClock(clock).withProvisioningDelay(Duration.ofMinutes(2));
    try (ElbStore store = ElbStore.open(config)) {
      Arn arn = createLoadBalancer(store, "a");
      store.markActive(arn);
      assertThat(state(store, arn)).isEqualTo(LoadBalancerState.PROVISIONING);

      clock.turn(Duration.ofMinutes(2));
      store.expire();
      assertThat(state(store, arn)).isEqualTo(LoadBalancerState.ACTIVE);
    }
  }

  @Test
  void aLoadBalancerThatCannotBeBoundIsFailedUntilItIs() {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      Arn arn = createLoadBalancer(store, "a");
      store.markFailed(arn);
      assertThat(state(store, arn)).isEqualTo(LoadBalancerState.FAILED);
      store.markActive(arn);
      assertThat(state(store, arn)).isEqualTo(LoadBalancerState.ACTIVE);
    }
  }

  @Test
  void snapshotsNeverChange() {
    try (ElbStore store = ElbStore.open(StoreConfig.inMemory())) {
      Arn loadBalancer = createLoadBalancer(store, "a");
      Arn group = createTargetGroup(store, "g");
      ElbSnapshot before = store.snapshot();

      createListener(store, loadBalancer, 80, RuleAction.Forward.to(group));
      Samples.register(store, group, "127.0.0.5");

      assertThat(before.listeners()).isEmpty();
      assertThat(before.targetsOf(group)).isEmpty();
      assertThat(store.snapshot().listenersOf(loadBalancer)).hasSize(1);
      assertThat(store.snapshot().targetsOf(group)).hasSize(1);
    }
  }

  private static LoadBalancerState state(ElbStore store, Arn arn) {
    return store.snapshot().loadBalancers().get(arn).state();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class FailingJournal implements Journal {
    private final MemoryJournal memory = new MemoryJournal();
    private volatile boolean failing;

    @Override
    public List<JournalEntry> load() {
      return memory.load();
    }

    @Override
    public void append(List<JournalEntry> entries) {
      if (failing) {
        throw new JournalException("disk full");
      }
      memory.append(entries);
    }

    @Override
    public void compact(JournalEntry entry) {
      memory.compact(entry);
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
