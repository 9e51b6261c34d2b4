package dev.weir.app;

import dev.weir.controller.webhook.AdmissionReviews;
import dev.weir.kube.KubeServer;
import dev.weir.kube.KubeServerConfig;
import dev.weir.kube.cluster.ClusterConfig;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.store.DataDirectoryException;
import dev.weir.store.ElbStore;
import dev.weir.store.world.NodeInstance;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The embedded Kubernetes API with its simulated nodes and pods.
final class LocalCluster implements AutoCloseable {
  private final KubeServer server;

  private LocalCluster(KubeServer server) {
    this.server = server;
  }

  static LocalCluster start(
      DataDirectory directory, LocalOptions options, LoopbackAddressBook addressBook) {
    KubeServerConfig config =
        new KubeServerConfig(
            InetAddress.getLoopbackAddress(),
            options.kubePort,
            directory.kube(),
            Clock.systemUTC(),
            cluster(options, addressBook));
    try {
      return new LocalCluster(
          Ports.started(
              "the Kubernetes API",
              options.kubePort,
              "--kube-port",
              () -> KubeServer.start(config)));
    } catch (DataDirectoryException e) {
      throw new UserError(
          e.getMessage() + ". Move " + directory.kube() + " away to start afresh.", e);
    }
  }

  private static ClusterConfig cluster(LocalOptions options, LoopbackAddressBook addressBook) {
    ClusterConfig usual = ClusterConfig.of(LocalWeir.REGION, addressBook::bound, Clock.systemUTC());
    List<ClusterConfig.NodeSpec> nodes =
        usual.nodes().stream()
            .map(node ->
                new ClusterConfig.NodeSpec(
                    node.name(),
                    node.address().replaceFirst("^127\\.[0-9]+", options.nodeNetwork),
                    node.zone()))
            .toList();
    return new ClusterConfig(
        nodes,
        options.podNetwork,
        usual.addresses(),
        usual.clock(),
        usual.linger(),
        usual.jobDuration());
  }

  int port() {
    return server.port();
  }

  /// Calls the listener after every change of an object; it must be quick.
  void onChange(Runnable listener) {
    server.store().onCommit(_ -> listener.run());
  }

  /// Has every write judged by the controller's webhooks from now on.
  void ask(AdmissionReviews webhooks) {
    server.store().addAdmission(new WebhookAdmission(webhooks, server.store()));
  }

  /// Tells Services about Network Load Balancers that carry no traffic.
  NetworkLoadBalancerNotice notice(ElbStore balancers) {
    return new NetworkLoadBalancerNotice(balancers, server.store(), Clock.systemUTC());
  }

  /// The nodes as EC2 instances, by what their Node objects say.
  List<NodeInstance> nodeInstances() {
    return server.store().list(BuiltInTypes.NODE).items().stream()
        .map(LocalCluster::instance)
        .toList();
  }

  private static NodeInstance instance(JsonNode node) {
    String providerId = node.path("spec").path("providerID").asString();
    String address = node.path("status").path("addresses").get(0).path("address").asString();
    String zone =
        node.path("metadata").path("labels").path("topology.kubernetes.io/zone").asString();
    return new NodeInstance(providerId.substring(providerId.lastIndexOf('/') + 1), address, zone);
  }

  @Override
  public void close() {
    server.close();
  }
}
