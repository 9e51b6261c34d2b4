package dev.weir.controller.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodEndpointsTest {
  private static final ServicePort PORT =
      new ServicePortBuilder().withName("http").withPort(80).build();

  private final Map<String, Pod> pods = new HashMap<>();
  private final Map<String, Node> nodes = new HashMap<>();

  @Test
  void readyPodsAreSelectedWithTheSlicesPort() {
    pod("a", "node-1", "True");
    EndpointSelection selection = select(slice(endpoint("a", "127.1.0.1", true)));

    assertThat(selection.endpoints()).extracting(Endpoint::key).containsExactly("127.1.0.1:9000");
    assertThat(selection.isUnsettled()).isFalse();
  }

  @Test
  void aPodThatIsNotReadyCountsWhenOnlyItsReadinessGateIsMissing() {
    pod("gated", "node-1", "True");
    pod("starting", "node-1", "False");
    node("node-1", "True");

    EndpointSelection selection =
        select(
            slice(endpoint("gated", "127.1.0.1", false), endpoint("starting", "127.1.0.2", false)));

    assertThat(selection.endpoints()).extracting(Endpoint::id).containsExactly("127.1.0.1");
  }

  @Test
  void podsOnNodesOfUnknownStateServeOnlyWhenThereAreNoOthers() {
    pod("lost", "node-lost", "True");
    pod("fine", "node-1", "True");
    node("node-lost", "Unknown");

    assertThat(select(slice(endpoint("lost", "127.1.0.1", false))).endpoints())
        .extracting(Endpoint::id)
        .containsExactly("127.1.0.1");
    assertThat(
            select(slice(endpoint("lost", "127.1.0.1", false), endpoint("fine", "127.1.0.2", true)))
                .endpoints())
        .extracting(Endpoint::id)
        .containsExactly("127.1.0.2");
  }

  @Test
  void anEndpointWhosePodIsNotCachedYetIsLookedAtAgain() {
    assertThat(select(slice(endpoint("new", "127.1.0.1", true))))
        .isEqualTo(new EndpointSelection(List.of(), true));
  }

  @Test
  void aPodThatIsReadyInTheCacheAndNotInItsSliceIsLookedAtAgain() {
    pod("a", "node-1", "True");
    node("node-1", "True");
    pods.computeIfPresent("ns/a", (_, pod) -> ready(pod));

    assertThat(select(slice(endpoint("a", "127.1.0.1", false))).isUnsettled()).isTrue();
    assertThat(select(slice(endpoint("a", "127.1.0.1", true))).isUnsettled()).isFalse();
  }

  @Test
  void anAddressWithoutPodIsTakenAsItIs() {
    EndpointSlice slice =
        slice(
            new EndpointBuilder()
                .withAddresses("127.0.0.1")
                .withNewConditions()
                .endConditions()
                .build());

    assertThat(select(slice).endpoints())
        .containsExactly(new Endpoint.AddressEndpoint("127.0.0.1", 9000));
  }

  @Test
  void slicesOfTheOtherAddressFamilyAreIgnored() {
    pod("a", "node-1", "True");
    EndpointSlice v6 = slice(endpoint("a", "::1", true));
    v6.setAddressType("IPv6");

    assertThat(select(v6).endpoints()).isEmpty();
  }

  private EndpointSelection select(EndpointSlice slice) {
    return new PodEndpoints(
            key -> Optional.ofNullable(pods.get(key)),
            name -> Optional.ofNullable(nodes.get(name)),
            true)
        .select(PORT, List.of(slice), "IPv4");
  }

  private void pod(String name, String node, String containersReady) {
    pods.put(
        "ns/" + name,
        new PodBuilder()
            .withNewMetadata()
            .withNamespace("ns")
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withNodeName(node)
            .endSpec()
            .withNewStatus()
            .addNewCondition()
            .withType("ContainersReady")
            .withStatus(containersReady)
            .endCondition()
            .endStatus()
            .build());
  }

  private static Pod ready(Pod pod) {
    return pod.edit()
        .editStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private void node(String name, String ready) {
    nodes.put(
        name,
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus(ready)
            .endCondition()
            .endStatus()
            .build());
  }

  private static io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint(
      String pod, String address, boolean ready) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withNewConditions()
        .withReady(ready)
        .endConditions()
        .withNewTargetRef()
        .withKind("Pod")
        .withName(pod)
        .endTargetRef()
        .build();
  }

  private static EndpointSlice slice(
      io.fabric8.kubernetes.api.model.discovery.v1.Endpoint... endpoints) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace("ns")
        .withName("slice")
        .endMetadata()
        .withAddressType("IPv4")
        .withEndpoints(endpoints)
        .addNewPort()
        .withName("http")
        .withPort(9000)
        .endPort()
        .build();
  }
}
