package dev.weir.controller.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One active controller at a time, by a Lease.
public final class Leadership implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final CompletableFuture<?> election;

  private Leadership(CompletableFuture<?> election) {
    this.election = election;
  }

  /// Takes part in the election.
  ///
  /// @param identity differs between the candidates
  /// @param onStart called once this candidate leads
  /// @param onStop called when it no longer does; the process should end then
  public static Leadership contend(
      KubernetesClient client,
      String namespace,
      String name,
      String identity,
      Runnable onStart,
      Runnable onStop) {
    LeaderElector elector =
        client
            .leaderElector()
            .withConfig(
                new LeaderElectionConfigBuilder()
                    .withName(name)
                    .withLock(new LeaseLock(namespace, name, identity))
                    .withLeaseDuration(Duration.ofSeconds(15))
                    .withRenewDeadline(Duration.ofSeconds(10))
                    .withRetryPeriod(Duration.ofSeconds(2))
                    .withReleaseOnCancel(true)
                    .withLeaderCallbacks(
                        new LeaderCallbacks(
                            onStart, onStop, leader -> log.info("leader of {}: {}", name, leader)))
                    .build())
            .build();
    return new Leadership(elector.start());
  }

  /// Gives the Lease back.
  @Override
  public void close() {
    election.cancel(true);
  }
}
