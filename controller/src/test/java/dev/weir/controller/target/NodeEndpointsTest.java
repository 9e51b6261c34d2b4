package dev.weir.controller.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeEndpointsTest {
  private final NodeEndpoints endpoints = new NodeEndpoints(true);

  @Test
  void readyNodesAreTargetsByInstanceIdAndNodePort() {
    assertThat(endpoints.select(30080, List.of(node("a", "True", Map.of())), null).endpoints())
        .extracting(Endpoint::key)
        .containsExactly("i-a:30080");
  }

  @Test
  void nodesOfUnknownStateServeOnlyWhenNoneIsReady() {
    Node lost = node("lost", "Unknown", Map.of());
    Node fine = node("fine", "True", Map.of());

    assertThat(endpoints.select(1, List.of(lost, fine), null).endpoints()).hasSize(1);
    assertThat(endpoints.select(1, List.of(lost), null).endpoints())
        .extracting(Endpoint::id)
        .containsExactly("i-lost");
    assertThat(new NodeEndpoints(false).select(1, List.of(lost), null).endpoints()).isEmpty();
  }

  @Test
  void labelsTaintsAndTheSelectorExcludeNodes() {
    List<Node> nodes =
        List.of(
            node(
                "excluded",
                "True",
                Map.of("node.kubernetes.io/exclude-from-external-load-balancers", "")),
            node("master", "True", Map.of("node-role.kubernetes.io/master", "")),
            node(
                "control-plane",
                "True",
                Map.of("node-role.kubernetes.io/control-plane", "", "pool", "a")),
            node("other-pool", "True", Map.of("pool", "b")));
    var selector = new LabelSelectorBuilder().addToMatchLabels("pool", "a").build();

    assertThat(endpoints.select(1, nodes, selector).endpoints())
        .extracting(Endpoint::id)
        .containsExactly("i-control-plane");
  }

  @Test
  void aNodeThatIsNoInstanceIsNamed() {
    Node node = node("a", "True", Map.of());
    node.getSpec().setProviderID("kind://docker/kind/kind-worker");

    assertThatThrownBy(() -> endpoints.select(1, List.of(node), null))
        .hasMessage(
            "providerID kind://docker/kind/kind-worker is invalid for EC2 instances, node: a");
  }

  private static Node node(String name, String ready, Map<String, String> labels) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withProviderID("aws:///eu-west-1a/i-" + name)
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }
}
