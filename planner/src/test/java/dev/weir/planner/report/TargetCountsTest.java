package dev.weir.planner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.manifest.ManifestObjects;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.manifest.ManifestReader.Source;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupBindingSpec.ServiceRef;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetCountsTest {

  private static final String CLUSTER =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      endpoints:
      - {addresses: [10.0.0.1]}
      - {addresses: [10.0.0.2], conditions: {ready: true}}
      - {addresses: [10.0.0.3], conditions: {ready: false}}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-2, namespace: shop, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      endpoints:
      - {addresses: [10.0.0.2]}
      - {addresses: [10.0.0.4]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-6, namespace: shop, labels: {kubernetes.io/service-name: web}}
      addressType: IPv6
      endpoints: [{addresses: ["2001:db8::1"]}]
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: a, labels: {role: web}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: b}
      status: {conditions: [{type: Ready, status: "True"}]}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: c, labels: {role: web}}
      status: {conditions: [{type: Ready, status: "False"}]}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: d, labels: {node.kubernetes.io/exclude-from-external-load-balancers: ""}}
      """;

  private final TargetCounts counts = counts();

  @Test
  void readyAddressesOfOneFamilyAreCountedOnce() {
    assertThat(counts.applyAsInt(binding("web", "ip", "ipv4", Map.of()))).isEqualTo(3);
    assertThat(counts.applyAsInt(binding("web", "ip", "ipv6", Map.of()))).isEqualTo(1);
    assertThat(counts.applyAsInt(binding("api", "ip", "ipv4", Map.of()))).isZero();
  }

  @Test
  void nodesThatMayServeAreCountedByTheirLabels() {
    assertThat(counts.applyAsInt(binding("web", "instance", "ipv4", Map.of()))).isEqualTo(2);
    assertThat(counts.applyAsInt(binding("web", "instance", "ipv4", Map.of("role", "web"))))
        .isEqualTo(1);
  }

  private static TargetCounts counts() {
    ManifestObjects objects = ManifestReader.read(List.of(new Source("f.yaml", CLUSTER))).objects();
    return new TargetCounts(objects.all(EndpointSlice.class), objects.all(Node.class));
  }

  private static TargetGroupBindingSpec binding(
      String service, String targetType, String family, Map<String, String> nodeLabels) {
    return new TargetGroupBindingSpec(
        "shop",
        "b",
        Token.targetGroupArn("tg"),
        targetType,
        new ServiceRef(service, new IntOrString(80)),
        null,
        nodeLabels,
        family,
        null,
        false,
        null);
  }
}
