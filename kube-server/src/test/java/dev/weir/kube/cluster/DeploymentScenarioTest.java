package dev.weir.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.BuiltInTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What happens to Deployments, their ReplicaSets and pods.
class DeploymentScenarioTest {
  private final ClusterFixture cluster = new ClusterFixture(101);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aDeploymentBecomesAvailableAndItsPodsAnswer() throws Exception {
    cluster.deployment("frontend", 3, "'ports': [{'containerPort': 9000}]");

    awaitComplete("frontend", 3);

    ObjectNode deployment = cluster.get(BuiltInTypes.DEPLOYMENT, "frontend");
    assertThat(Json.number(deployment, 0, "status", "availableReplicas")).isEqualTo(3);
    assertThat(Json.number(deployment, 0, "status", "observedGeneration")).isEqualTo(1);
    assertThat(condition(deployment, "Available")).isEqualTo("True MinimumReplicasAvailable");
    assertThat(condition(deployment, "Progressing")).isEqualTo("True NewReplicaSetAvailable");
    assertThat(Meta.annotations(deployment))
        .containsEntry("deployment.kubernetes.io/revision", "1");
    Set<String> answered = new HashSet<>();
    for (ObjectNode pod : cluster.pods("frontend")) {
      JsonNode echo = cluster.echo("http://" + Pods.ip(pod) + ":9000/");
      assertThat(echo.path("pod").asString()).isEqualTo(Meta.name(pod));
      assertThat(echo.path("node").asString()).isEqualTo(Pods.node(pod));
      answered.add(echo.path("address").asString());
    }
    assertThat(answered).hasSize(3);
  }

  @Test
  void namesAndEventsAreThoseOfKubernetes() {
    cluster.deployment("frontend", 1, "");
    awaitComplete("frontend", 1);

    ObjectNode set = cluster.list(BuiltInTypes.REPLICA_SET).getFirst();
    ObjectNode pod = cluster.pods("frontend").getFirst();
    String hash = Meta.labels(pod).get("pod-template-hash");
    assertThat(Meta.name(set)).isEqualTo("frontend-" + hash);
    assertThat(Meta.name(pod)).matches("frontend-" + hash + "-[bcdfghjklmnpqrstvwxz2456789]{5}");
    cluster.awaitMessages(
        "frontend",
        "ScalingReplicaSet",
        "Scaled up replica set " + Meta.name(set) + " from 0 to 1");
    cluster.awaitMessages(Meta.name(set), "SuccessfulCreate", "Created pod: " + Meta.name(pod));
    cluster.await("Started", () -> cluster.reasons(Meta.name(pod)).contains("Started"));
    assertThat(cluster.reasons(Meta.name(pod)))
        .containsExactly("Scheduled", "Simulated", "Pulled", "Created", "Started");
  }

  @Test
  void podsSayThatTheyAreSimulated() {
    cluster.deployment("frontend", 1, "");
    awaitComplete("frontend", 1);
    ObjectNode pod = cluster.pods("frontend").getFirst();
    cluster.await("Simulated", () -> cluster.reasons(Meta.name(pod)).contains("Simulated"));

    assertThat(Meta.annotations(pod).get("weir.dev/simulated")).startsWith("simulated by Weir");
    assertThat(pod.at("/status/containerStatuses/0/containerID").asString())
        .startsWith("weir://simulated-");
    assertThat(cluster.messages(Meta.name(pod), "Simulated").getFirst())
        .contains("the image is not pulled or run");
  }

  @Test
  void podsAreSpreadOverTheNodesAndHaveAddressesOfTheirOwn() {
    cluster.deployment("frontend", 4, "");
    awaitComplete("frontend", 4);

    List<ObjectNode> pods = cluster.pods("frontend");
    assertThat(pods)
        .extracting(Pods::ip)
        .doesNotHaveDuplicates()
        .allMatch(ip -> ip.startsWith("127.101."));
    assertThat(pods).extracting(Pods::node).containsOnly("node-a", "node-b");
    assertThat(pods.stream().filter(pod -> Pods.node(pod).equals("node-a"))).hasSize(2);
  }

  @Test
  void scalingFollowsTheReplicas() {
    cluster.deployment("frontend", 1, "");
    awaitComplete("frontend", 1);

    cluster.modify(
        BuiltInTypes.DEPLOYMENT, "frontend", d -> Json.child(d, "spec").put("replicas", 4));
    awaitComplete("frontend", 4);
    cluster.modify(
        BuiltInTypes.DEPLOYMENT, "frontend", d -> Json.child(d, "spec").put("replicas", 0));
    awaitComplete("frontend", 0);

    cluster.await(
        "the last scaling told",
        () -> cluster.messages("frontend", "ScalingReplicaSet").getLast().endsWith("from 4 to 0"));
  }

  @Test
  void aDeletedPodIsReplacedByAnother() {
    cluster.deployment("frontend", 2, "");
    awaitComplete("frontend", 2);
    ObjectNode gone = cluster.pods("frontend").getFirst();

    cluster.delete(BuiltInTypes.POD, Meta.name(gone));

    cluster.await(
        "replacement",
        () ->
            cluster.readyPods("frontend").size() == 2
                && cluster.pods("frontend").stream()
                    .noneMatch(pod -> Meta.uid(pod).equals(Meta.uid(gone))));
  }

  @Test
  void aRollingUpdateReplacesPodsWithoutFallingBelowItsMinimum() {
    cluster.deployment("frontend", 4, "");
    awaitComplete("frontend", 4);
    var fewest = new AtomicInteger(4);
    var most = new AtomicInteger(4);
    cluster.store.onCommit(change -> {
      if (change.key().resource().equals("pods")) {
        fewest.accumulateAndGet(cluster.readyPods("frontend").size(), Math::min);
      }
      if (change.key().resource().equals("replicasets.apps")) {
        most.accumulateAndGet(askedReplicas(), Math::max);
      }
    });

    setImage("web:2");

    cluster.await("image web:2 everywhere", () -> allRun("web:2", 4));
    awaitComplete("frontend", 4);
    assertThat(fewest.get()).isGreaterThanOrEqualTo(3);
    assertThat(most.get()).isLessThanOrEqualTo(5);
    assertThat(cluster.list(BuiltInTypes.REPLICA_SET)).hasSize(2);
    assertThat(revision()).isEqualTo("2");
  }

  @Test
  void goingBackToAnEarlierTemplateReusesItsReplicaSetAsTheLatestRevision() {
    cluster.deployment("frontend", 1, "");
    awaitComplete("frontend", 1);
    setImage("web:2");
    cluster.await("web:2", () -> allRun("web:2", 1));

    setImage("web:1");

    cluster.await("web:1", () -> allRun("web:1", 1));
    assertThat(cluster.list(BuiltInTypes.REPLICA_SET)).hasSize(2);
    cluster.await("revision 3", () -> revision().equals("3"));
  }

  @Test
  void recreateStopsAllOldPodsBeforeItStartsNewOnes() {
    cluster.deployment("frontend", 2, "");
    awaitComplete("frontend", 2);
    cluster.modify(
        BuiltInTypes.DEPLOYMENT,
        "frontend",
        d -> Json.child(d, "spec", "strategy").put("type", "Recreate"));
    var mixed = new AtomicInteger();
    cluster.store.onCommit(_ -> {
      if (cluster.pods("frontend").stream().map(this::image).distinct().count() > 1) {
        mixed.incrementAndGet();
      }
    });

    setImage("web:2");

    cluster.await("web:2", () -> allRun("web:2", 2));
    assertThat(mixed.get()).isZero();
  }

  @Test
  void aPausedDeploymentKeepsItsTemplateUntilItIsResumed() {
    cluster.deployment("frontend", 1, "");
    awaitComplete("frontend", 1);
    cluster.modify(
        BuiltInTypes.DEPLOYMENT, "frontend", d -> Json.child(d, "spec").put("paused", true));
    setImage("web:2");
    cluster.await(
        "paused",
        () ->
            condition(cluster.get(BuiltInTypes.DEPLOYMENT, "frontend"), "Progressing")
                .equals("Unknown DeploymentPaused"));
    assertThat(allRun("web:1", 1)).isTrue();

    cluster.modify(
        BuiltInTypes.DEPLOYMENT, "frontend", d -> Json.child(d, "spec").remove("paused"));

    cluster.await("web:2", () -> allRun("web:2", 1));
  }

  @Test
  void podsThatNeverBecomeReadyHoldUpTheUpdateAndTheDeadlineTells() {
    cluster.deployment("frontend", 2, "");
    awaitComplete("frontend", 2);
    cluster.modify(
        BuiltInTypes.DEPLOYMENT,
        "frontend",
        d -> {
          Json.child(d, "spec").put("progressDeadlineSeconds", 1);
          Json.child(d, "spec", "template", "metadata", "annotations")
              .put("weir.dev/ready", "false");
        });

    cluster.await(
        "deadline",
        () ->
            condition(cluster.get(BuiltInTypes.DEPLOYMENT, "frontend"), "Progressing")
                .equals("False ProgressDeadlineExceeded"));
    assertThat(cluster.readyPods("frontend")).hasSize(2);
  }

  @Test
  void deletingTheDeploymentDeletesEverythingThatItOwns() {
    cluster.deployment("frontend", 2, "");
    awaitComplete("frontend", 2);

    cluster.delete(BuiltInTypes.DEPLOYMENT, "frontend");

    cluster.await(
        "nothing left",
        () ->
            cluster.pods("frontend").isEmpty() && cluster.list(BuiltInTypes.REPLICA_SET).isEmpty());
  }

  @Test
  void twoHundredPodsBecomeReady() {
    cluster.deployment("frontend", 200, "'ports': [{'containerPort': 9000}]");
    awaitComplete("frontend", 200);

    assertThat(cluster.pods("frontend")).extracting(Pods::ip).doesNotHaveDuplicates();
  }

  private void awaitComplete(String name, int replicas) {
    cluster.await(
        name + " complete",
        () -> {
          ObjectNode deployment = cluster.get(BuiltInTypes.DEPLOYMENT, name);
          return Json.number(deployment, 0, "status", "observedGeneration")
                  == Meta.generation(deployment)
              && Json.number(deployment, 0, "status", "availableReplicas") == replicas
              && Json.number(deployment, 0, "status", "updatedReplicas") == replicas
              && Json.number(deployment, 0, "status", "replicas") == replicas;
        });
  }

  /// What all ReplicaSets together ask for: how fast each of them follows is its own affair.
  private int askedReplicas() {
    return cluster.list(BuiltInTypes.REPLICA_SET).stream()
        .mapToInt(set -> (int) Json.number(set, 0, "spec", "replicas"))
        .sum();
  }

  private void setImage(String image) {
    cluster.modify(
        BuiltInTypes.DEPLOYMENT,
        "frontend",
        d -> ((ObjectNode) d.at("/spec/template/spec/containers/0")).put("image", image));
  }

  private boolean allRun(String image, int count) {
    List<ObjectNode> pods = cluster.pods("frontend");
    return pods.size() == count
        && pods.stream().allMatch(pod -> Pods.isReady(pod) && image(pod).equals(image));
  }

  private String image(JsonNode pod) {
    return pod.at("/spec/containers/0/image").asString();
  }

  private String revision() {
    return Meta.annotations(cluster.get(BuiltInTypes.DEPLOYMENT, "frontend"))
        .getOrDefault("deployment.kubernetes.io/revision", "");
  }

  private static String condition(JsonNode object, String type) {
    return Conditions.find(object, type)
        .map(c -> Json.text(c, "status") + " " + Json.text(c, "reason"))
        .orElse("none");
  }
}
