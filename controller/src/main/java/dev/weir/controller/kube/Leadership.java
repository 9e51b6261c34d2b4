package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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
  private final Resource<Lease> lease;
  private final String identity;

  private Leadership(CompletableFuture<?> election, Resource<Lease> lease, String identity) {
    this.election = election;
    this.lease = lease;
    this.identity = identity;
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
    Resource<Lease> lease = client.leases().inNamespace(namespace).withName(name);
    return new Leadership(elector.start(), lease, identity);
  }

  /// Gives the Lease back, so that another candidate takes it at once.
  @Override
  public void close() {
    election.cancel(true);
    try {
      Lease held = lease.get();
      if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
        release(held);
      }
    } catch (KubernetesClientException e) {
      log.debug("the Lease runs out by itself", e);
    }
  }

  /// The elector only shortens the Lease: its merge patch leaves out a holder that is null. Clients
  /// in Go do not heed the duration of others' Leases, but know that nobody holds one of "".
  private void release(Lease held) {
    Lease released =
        lease.patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"resourceVersion\":\""
                + held.getMetadata().getResourceVersion()
                + "\"},\"spec\":{\"holderIdentity\":\"\"}}");
    log.info("gave the Lease back: {}", released.getMetadata().getName());
  }
}
