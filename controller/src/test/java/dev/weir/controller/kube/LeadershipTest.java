package dev.weir.controller.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kube.KubeServer;
import dev.weir.kube.KubeServerConfig;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// One of several candidates leads, by a Lease in the Kubernetes API.
class LeadershipTest {
  @Test
  void theNextCandidateLeadsOnceTheLeaseIsGivenBack() throws Exception {
    try (KubeServer kube = KubeServer.start(KubeServerConfig.apiOnly());
        KubernetesClient client = client(kube)) {
      CountDownLatch firstLeads = new CountDownLatch(1);
      CountDownLatch secondLeads = new CountDownLatch(1);
      Leadership first = contend(client, "first", firstLeads);
      assertThat(firstLeads.await(2, TimeUnit.MINUTES)).isTrue();
      try (Leadership second = contend(client, "second", secondLeads)) {
        assertThat(lease(client).getHolderIdentity()).isEqualTo("first");
        assertThat(lease(client).getLeaseDurationSeconds()).isEqualTo(15);

        first.close();

        assertThat(secondLeads.await(2, TimeUnit.MINUTES)).as(second.toString()).isTrue();
        assertThat(lease(client).getHolderIdentity()).isEqualTo("second");
      }
      assertThat(lease(client).getHolderIdentity()).isEmpty();
    }
  }

  private static Leadership contend(KubernetesClient client, String name, CountDownLatch leads) {
    return Leadership.contend(client, "default", "lead", name, leads::countDown, () -> {});
  }

  private static LeaseSpec lease(KubernetesClient client) {
    return client.leases().inNamespace("default").withName("lead").get().getSpec();
  }

  private static KubernetesClient client(KubeServer kube) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + kube.port())
            .withOnlyHttpWatches(true)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
