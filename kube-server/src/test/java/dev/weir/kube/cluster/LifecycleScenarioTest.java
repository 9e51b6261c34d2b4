package dev.weir.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.store.DeleteOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Namespaces, ownership, restarts, and the other kinds of workload.
class LifecycleScenarioTest {
  private final ClusterFixture cluster = new ClusterFixture(131);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aClusterBeginsWithItsNodesNamespacesAndServiceAccounts() {
    assertThat(cluster.store.list(BuiltInTypes.NAMESPACE).items())
        .extracting(Meta::name)
        .contains("default", "kube-system", "kube-public", "kube-node-lease");
    cluster.await(
        "service account",
        () ->
            cluster
                .store
                .get(BuiltInTypes.SERVICE_ACCOUNT, ClusterFixture.NS, "default")
                .isPresent());
    ObjectNode node = cluster.store.require(BuiltInTypes.NODE, "", "node-a");
    assertThat(Json.text(node, "spec", "providerID")).matches("aws:///eu-west-1a/i-[0-9a-f]{17}");
    assertThat(Meta.labels(node))
        .containsEntry("topology.kubernetes.io/zone", "eu-west-1a")
        .containsEntry("topology.kubernetes.io/region", "eu-west-1")
        .containsEntry("kubernetes.io/hostname", "node-a");
    assertThat(Conditions.isTrue(node, "Ready")).isTrue();
    assertThat(node.at("/status/addresses/0/address").asString()).isEqualTo("127.132.0.1");
  }

  @Test
  void aDeletedNamespaceIsEmptiedAndThenGone() {
    cluster.deployment("web", 2, "");
    cluster.service("web", "NodePort", "{'port': 80}");
    cluster.create(BuiltInTypes.CONFIG_MAP, "{'metadata': {'name': 'settings'}}");
    cluster.await("endpoints", () -> cluster.readyAddresses("web").size() == 2);

    ResourceKey key = ResourceKey.of(BuiltInTypes.NAMESPACE, "", ClusterFixture.NS);
    cluster.store.delete(BuiltInTypes.NAMESPACE, key);

    assertThat(cluster.store.get(key).orElseThrow().at("/status/phase").asString())
        .isEqualTo("Terminating");
    cluster.await("namespace gone", () -> cluster.store.get(key).isEmpty());
    assertThat(cluster.list(BuiltInTypes.POD)).isEmpty();
    assertThat(cluster.list(BuiltInTypes.SERVICE)).isEmpty();
    assertThat(cluster.list(BuiltInTypes.CONFIG_MAP)).isEmpty();
    assertThat(cluster.list(BuiltInTypes.ENDPOINT_SLICE)).isEmpty();
  }

  @Test
  void anObjectWithAFinalizerHoldsUpItsNamespace() {
    cluster.create(
        BuiltInTypes.CONFIG_MAP, "{'metadata': {'name': 'held', 'finalizers': ['example.com/f']}}");
    ResourceKey key = ResourceKey.of(BuiltInTypes.NAMESPACE, "", ClusterFixture.NS);
    cluster.store.delete(BuiltInTypes.NAMESPACE, key);
    cluster.await("marked", () -> Meta.isDeleting(cluster.get(BuiltInTypes.CONFIG_MAP, "held")));
    assertThat(cluster.store.get(key)).isPresent();

    cluster.modify(
        BuiltInTypes.CONFIG_MAP, "held", held -> Meta.removeFinalizer(held, "example.com/f"));

    cluster.await("namespace gone", () -> cluster.store.get(key).isEmpty());
  }

  @Test
  void dependentsGoWithTheirLastOwner() {
    ObjectNode first = configMap("first", "");
    ObjectNode second = configMap("second", "");
    configMap("child", reference(first) + ", " + reference(second));

    cluster.delete(BuiltInTypes.CONFIG_MAP, "first");
    cluster.await(
        "one owner left",
        () -> Meta.ownerReferences(cluster.get(BuiltInTypes.CONFIG_MAP, "child")).size() == 1);
    cluster.delete(BuiltInTypes.CONFIG_MAP, "second");

    cluster.await("child gone", () -> isGone("child"));
  }

  @Test
  void aForegroundDeletionEndsAfterTheDependents() {
    ObjectNode owner = configMap("owner", "");
    configMap("child", reference(owner));
    cluster.modify(
        BuiltInTypes.CONFIG_MAP, "child", child -> Meta.addFinalizer(child, "example.com/f"));

    delete("owner", DeleteOptions.Propagation.FOREGROUND);
    cluster.await(
        "child marked", () -> Meta.isDeleting(cluster.get(BuiltInTypes.CONFIG_MAP, "child")));
    assertThat(isGone("owner")).isFalse();
    cluster.modify(
        BuiltInTypes.CONFIG_MAP, "child", child -> Meta.removeFinalizer(child, "example.com/f"));

    cluster.await("owner gone", () -> isGone("owner") && isGone("child"));
  }

  @Test
  void anOrphaningDeletionLeavesThePodsAndALaterDeploymentAdoptsThem() {
    cluster.deployment("web", 2, "");
    cluster.awaitReady("web", 2);
    var before = cluster.pods("web").stream().map(Meta::uid).toList();
    String set = Meta.name(cluster.list(BuiltInTypes.REPLICA_SET).getFirst());

    cluster.store.delete(
        BuiltInTypes.DEPLOYMENT,
        ResourceKey.of(BuiltInTypes.DEPLOYMENT, ClusterFixture.NS, "web"),
        options(DeleteOptions.Propagation.ORPHAN));
    cluster.await(
        "orphaned",
        () ->
            cluster.store.get(BuiltInTypes.DEPLOYMENT, ClusterFixture.NS, "web").isEmpty()
                && Meta.ownerReferences(cluster.get(BuiltInTypes.REPLICA_SET, set)).isEmpty());
    cluster.deployment("web", 2, "");

    cluster.await(
        "adopted",
        () -> !Meta.ownerReferences(cluster.get(BuiltInTypes.REPLICA_SET, set)).isEmpty());
    cluster.awaitReady("web", 2);
    assertThat(cluster.pods("web")).extracting(Meta::uid).containsExactlyElementsOf(before);
  }

  @Test
  void afterARestartPodsComeBackUnderTheirNamesAndAddressesAndNothingIsRecreated()
      throws Exception {
    cluster.service("web", "ClusterIP", "{'port': 80, 'targetPort': 9000}");
    cluster.deployment(
        "web",
        3,
        """
        'ports': [{'containerPort': 9000}],
        'readinessProbe': {'httpGet': {'path': '/', 'port': 9000}, 'initialDelaySeconds': 1}
        """);
    cluster.await("endpoints", () -> cluster.readyAddresses("web").size() == 3);
    Map<String, String> before = addresses();
    cluster.await(
        "all told of the start",
        () ->
            cluster.pods("web").stream()
                .allMatch(pod -> cluster.reasons(Meta.name(pod)).contains("Started")));
    int events = cluster.list(BuiltInTypes.EVENT).size();
    cluster.stop();
    var unready = new AtomicInteger();
    cluster.store.onCommit(change -> {
      if (cluster.readyAddresses("web").size() < 3) {
        unready.incrementAndGet();
      }
    });

    cluster.start();

    for (String address : before.values()) {
      String url = "http://" + address + ":9000/";
      cluster.await(url, () -> answers(url));
    }
    assertThat(addresses()).isEqualTo(before);
    assertThat(unready.get()).isZero();
    assertThat(cluster.list(BuiltInTypes.EVENT)).hasSize(events);
  }

  @Test
  void aStatefulSetMakesNumberedPodsInOrderAndReplacesThemFromTheLast() {
    cluster.create(
        BuiltInTypes.STATEFUL_SET,
        """
        {'metadata': {'name': 'db'}, 'spec': {'replicas': 3, 'serviceName': 'db',
          'selector': {'matchLabels': {'app': 'db'}},
          'template': {'metadata': {'labels': {'app': 'db'}},
            'spec': {'containers': [{'name': 'c', 'image': 'db:1'}]}}}}
        """);
    cluster.awaitReady("db", 3);
    assertThat(cluster.pods("db")).extracting(Meta::name).containsExactly("db-0", "db-1", "db-2");

    cluster.modify(
        BuiltInTypes.STATEFUL_SET,
        "db",
        s -> ((ObjectNode) s.at("/spec/template/spec/containers/0")).put("image", "db:2"));

    cluster.await(
        "db:2 everywhere",
        () ->
            cluster.readyPods("db").stream()
                    .filter(p -> p.at("/spec/containers/0/image").asString().equals("db:2"))
                    .count()
                == 3);
    cluster.awaitMessages(
        "db", "SuccessfulDelete", "Deleted pod: db-2", "Deleted pod: db-1", "Deleted pod: db-0");
  }

  @Test
  void aDaemonSetRunsOnePodOnEveryNode() {
    cluster.create(
        BuiltInTypes.DAEMON_SET,
        """
        {'metadata': {'name': 'agent'}, 'spec': {'selector': {'matchLabels': {'app': 'agent'}},
          'template': {'metadata': {'labels': {'app': 'agent'}},
            'spec': {'containers': [{'name': 'c', 'image': 'agent:1'}]}}}}
        """);

    cluster.awaitReady("agent", 2);

    assertThat(cluster.pods("agent")).extracting(Pods::node).containsOnlyOnce("node-a", "node-b");
    cluster.await(
        "status",
        () ->
            Json.number(cluster.get(BuiltInTypes.DAEMON_SET, "agent"), 0, "status", "numberReady")
                == 2);
  }

  @Test
  void aJobRunsItsPodToTheEnd() {
    job("migrate", "0", 0);

    cluster.await(
        "complete", () -> Conditions.isTrue(cluster.get(BuiltInTypes.JOB, "migrate"), "Complete"));

    ObjectNode job = cluster.get(BuiltInTypes.JOB, "migrate");
    assertThat(Json.number(job, 0, "status", "succeeded")).isEqualTo(1);
    assertThat(cluster.pods("migrate").getFirst().at("/status/phase").asString())
        .isEqualTo("Succeeded");
  }

  @Test
  void aJobWhosePodsFailGivesUpAfterItsBackoffLimit() {
    job("broken", "3", 1);

    cluster.await(
        "failed", () -> Conditions.isTrue(cluster.get(BuiltInTypes.JOB, "broken"), "Failed"));

    assertThat(cluster.pods("broken")).hasSize(2);
    assertThat(
            cluster
                .pods("broken")
                .getFirst()
                .at("/status/containerStatuses/0/state/terminated/exitCode")
                .asInt())
        .isEqualTo(3);
  }

  private void job(String name, String exitCode, int backoffLimit) {
    cluster.create(
        BuiltInTypes.JOB,
        """
        {'metadata': {'name': '%1$s'}, 'spec': {'backoffLimit': %3$d, 'template': {
          'metadata': {'labels': {'app': '%1$s'}, 'annotations': {'weir.dev/exit-code': '%2$s'}},
          'spec': {'restartPolicy': 'Never', 'containers': [{'name': 'c', 'image': 'job:1'}]}}}}
        """
            .formatted(name, exitCode, backoffLimit));
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = new HashMap<>();
    cluster.pods("web").forEach(pod -> addresses.put(Meta.name(pod) + Meta.uid(pod), Pods.ip(pod)));
    return addresses;
  }

  private ObjectNode configMap(String name, String owners) {
    return cluster.create(
        BuiltInTypes.CONFIG_MAP,
        "{'metadata': {'name': '" + name + "', 'ownerReferences': [" + owners + "]}}");
  }

  private static String reference(ObjectNode owner) {
    return "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'name': '%s', 'uid': '%s', 'blockOwnerDeletion': true}"
        .formatted(Meta.name(owner), Meta.uid(owner));
  }

  private void delete(String name, DeleteOptions.Propagation propagation) {
    cluster.store.delete(
        BuiltInTypes.CONFIG_MAP,
        ResourceKey.of(BuiltInTypes.CONFIG_MAP, ClusterFixture.NS, name),
        options(propagation));
  }

  private static DeleteOptions options(DeleteOptions.Propagation propagation) {
    return new DeleteOptions("", "", OptionalLong.empty(), propagation, false);
  }

  private boolean isGone(String configMap) {
    return cluster.store.get(BuiltInTypes.CONFIG_MAP, ClusterFixture.NS, configMap).isEmpty();
  }

  private boolean answers(String url) {
    try {
      return cluster.get(url).statusCode() == 200;
    } catch (Exception _) {
      return false;
    }
  }
}
