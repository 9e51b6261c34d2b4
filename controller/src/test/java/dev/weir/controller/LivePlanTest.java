package dev.weir.controller;

import static dev.weir.controller.LocalWorldFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.change.Change;
import dev.weir.planner.change.StackChange;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import dev.weir.planner.stack.ResourceType;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A plan over a running cluster, compared with what the controller has deployed.
class LivePlanTest {
  private static final String WORLD =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: alb}
      spec: {controller: ingress.k8s.aws/alb}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: 9000}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: web
        namespace: shop
        annotations:
          alb.ingress.kubernetes.io/group.name: catalog
          alb.ingress.kubernetes.io/target-type: ip
      spec:
        ingressClassName: alb
        rules:
          - http:
              paths:
                - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      """;

  private LocalWorldFixture world;

  @BeforeEach
  void deploy() {
    world = new LocalWorldFixture();
    world.startController();
    world.apply(WORLD);
    eventually("the Ingress to have an address", this::hasAddress);
    world.stopController();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void whatWasDeployedHasNoChange() {
    List<StackChange> changes = changes();

    assertThat(changes).extracting(change -> change.plan().id()).containsExactly("catalog");
    assertThat(changes.getFirst().changes()).isEmpty();
    assertThat(StackChange.exitCode(changes)).isZero();
  }

  @Test
  void whatIsLeftOfAnIngressThatIsGoneIsDestroyed() {
    ingress()
        .edit(held -> {
          held.getMetadata().setFinalizers(List.of());
          return held;
        });
    ingress().delete();
    eventually("the Ingress to go", () -> ingress().get() == null);

    List<StackChange> changes = changes();

    assertThat(changes).hasSize(1);
    StackChange left = changes.getFirst();
    assertThat(left.plan().kind()).isEqualTo(PlanResult.Kind.GROUP);
    assertThat(left.plan().id()).isEqualTo("catalog");
    assertThat(left.isAbandoned()).isTrue();
    assertThat(left.changes())
        .allMatch(Change.Destroy.class::isInstance)
        .extracting(change -> change.subject().type())
        .contains(
            ResourceType.LOAD_BALANCER,
            ResourceType.LISTENER,
            ResourceType.LISTENER_RULE,
            ResourceType.TARGET_GROUP,
            ResourceType.TARGET_GROUP_BINDING,
            ResourceType.SECURITY_GROUP);
    assertThat(StackChange.exitCode(changes)).isEqualTo(2);
  }

  private List<StackChange> changes() {
    try (LiveCluster live = world.look()) {
      List<PlanResult> plans = Planner.planAll(live.objects(), live.environment(live.objects()));
      return StackChange.of(plans, live.observed(plans));
    }
  }

  private Resource<Ingress> ingress() {
    return world.kubernetes.network().v1().ingresses().inNamespace("shop").withName("web");
  }

  private boolean hasAddress() {
    var status = ingress().get().getStatus();
    return status != null
        && status.getLoadBalancer() != null
        && !status.getLoadBalancer().getIngress().isEmpty();
  }
}
