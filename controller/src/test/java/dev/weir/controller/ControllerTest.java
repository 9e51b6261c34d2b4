package dev.weir.controller;

import static dev.weir.controller.LocalWorldFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.controller.journal.Change;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// The workshop's page, from objects in Kubernetes to what the load balancer API holds.
class ControllerTest {
  private static final String WORLD =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: workshop}
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: aws-alb}
      spec: {controller: ingress.k8s.aws/alb}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: node-a, labels: {topology.kubernetes.io/zone: eu-west-1a}}
      spec: {providerID: "aws:///eu-west-1a/i-0123456789abcdef0"}
      status: {conditions: [{type: Ready, status: "True"}]}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: node-b, labels: {topology.kubernetes.io/zone: eu-west-1b}}
      spec: {providerID: "aws:///eu-west-1b/i-0123456789abcdef1"}
      status: {conditions: [{type: Ready, status: "True"}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: frontend, namespace: workshop}
      spec: {selector: {app: frontend}, ports: [{port: 80, targetPort: 9000}]}
      """;

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: workshopingress
        namespace: workshop
        annotations:
          alb.ingress.kubernetes.io/group.name: product-catalog
          alb.ingress.kubernetes.io/scheme: internet-facing
          alb.ingress.kubernetes.io/target-type: ip
      spec:
        ingressClassName: aws-alb
        rules:
          - http:
              paths:
                - {path: /new, pathType: Prefix, backend: {service: {name: frontendnew, port: {number: 80}}}}
                - {path: /, pathType: Prefix, backend: {service: {name: frontend, port: {number: 80}}}}
      """;

  private LocalWorldFixture world;

  @BeforeEach
  void start() {
    world = new LocalWorldFixture();
    world.apply(WORLD);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void anIngressBecomesALoadBalancerWithListenerRulesAndTargets() {
    pod("frontend-1", "127.2.0.1");
    slice("127.2.0.1");
    Controller controller = world.startController();
    world.apply(INGRESS);

    Ingress ingress = eventually(this::ingressWithAddress);
    LoadBalancer balancer = balancers().getFirst();
    assertThat(balancer.loadBalancerName()).isEqualTo("k8s-productcatalog-ec87bdf649");
    assertThat(ingress.getStatus().getLoadBalancer().getIngress())
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.getHostname()).isEqualTo(balancer.dnsName().toLowerCase()))
        .satisfies(
            entry -> assertThat(entry.getPorts()).extracting(p -> p.getPort()).containsExactly(80));
    assertThat(ingress.getFinalizers()).containsExactly("group.ingress.k8s.aws/product-catalog");
    assertThat(rules(balancer)).extracting(Rule::priority).containsExactly("1", "2", "default");
    eventually(() -> assertThat(targets()).containsExactly("127.2.0.1:9000"));
    eventually(() ->
        assertThat(events("workshopingress"))
            .extracting(Event::getReason, Event::getMessage)
            .contains(
                org.assertj.core.groups.Tuple.tuple(
                    "SuccessfullyReconciled", "Successfully reconciled")));
    assertThat(controller.journal().entries())
        .anySatisfy(entry -> {
          assertThat(entry.key()).isEqualTo("product-catalog");
          assertThat(entry.changes())
              .extracting(Change::kind, Change::resourceId)
              .contains(org.assertj.core.groups.Tuple.tuple(Change.Kind.CREATED, "LoadBalancer"));
        });
  }

  @Test
  void aSecondControllerFindsEverythingAndChangesNothing() {
    pod("frontend-1", "127.2.0.1");
    slice("127.2.0.1");
    world.startController();
    world.apply(INGRESS);
    eventually(this::ingressWithAddress);
    eventually(() -> assertThat(targets()).containsExactly("127.2.0.1:9000"));
    eventually(() ->
        assertThat(bindings())
            .allMatch(b ->
                b.getMetadata()
                    .getAnnotations()
                    .containsKey("elbv2.k8s.aws/checkpoint-timestamp")));
    world.stopController();
    world.calls.clear();

    world.startController();
    eventually("the load balancer to be looked at", () -> world.calls.contains("DescribeRules"));
    world.stopController();

    assertThat(world.writes()).isEmpty();
  }

  @Test
  void aServiceOfTypeLoadBalancerGetsANetworkLoadBalancerOrAnEventThatSaysWhyNot() {
    world.startController();
    world.apply(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: tcp
          namespace: workshop
          annotations: {service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip}
        spec:
          type: LoadBalancer
          loadBalancerClass: service.k8s.aws/nlb
          selector: {app: frontend}
          ports: [{port: 80, targetPort: 9000}]
        """);

    eventually(() ->
        assertThat(events("tcp"))
            .extracting(Event::getReason)
            .containsAnyOf("SuccessfullyReconciled", "FailedDeployModel"));
    world.kubernetes.services().inNamespace("workshop").withName("tcp").delete();
    eventually(
        "the Service to go",
        () -> world.kubernetes.services().inNamespace("workshop").withName("tcp").get() == null);
    assertThat(balancers()).isEmpty();
  }

  @Test
  void targetsFollowTheEndpoints() {
    pod("frontend-1", "127.2.0.1");
    pod("frontend-2", "127.2.0.2");
    slice("127.2.0.1");
    world.startController();
    world.apply(INGRESS);
    eventually(() -> assertThat(targets()).containsExactly("127.2.0.1:9000"));

    slice("127.2.0.2");

    eventually(() -> assertThat(targets()).containsExactly("127.2.0.2:9000"));
  }

  @Test
  void nodesAdmitTheLoadBalancersAndNoLongerDoWhenItIsGone() {
    pod("frontend-1", "127.2.0.1");
    slice("127.2.0.1");
    world.startController();
    world.apply(INGRESS);
    eventually(() -> assertThat(sharedRules()).containsExactly("tcp 9000-9000"));

    world
        .kubernetes
        .network()
        .v1()
        .ingresses()
        .inNamespace("workshop")
        .withName("workshopingress")
        .delete();

    eventually(() -> assertThat(sharedRules()).isEmpty());
  }

  @Test
  void deletingTheIngressLeavesNothingBehind() {
    pod("frontend-1", "127.2.0.1");
    slice("127.2.0.1");
    world.startController();
    int groupsBefore = world.ec2.describeSecurityGroups().securityGroups().size();
    world.apply(INGRESS);
    eventually(this::ingressWithAddress);
    eventually(() -> assertThat(targets()).containsExactly("127.2.0.1:9000"));

    world
        .kubernetes
        .network()
        .v1()
        .ingresses()
        .inNamespace("workshop")
        .withName("workshopingress")
        .delete();

    eventually("the Ingress to go", () -> ingress().isEmpty());
    assertThat(balancers()).isEmpty();
    assertThat(world.elb.describeTargetGroups().targetGroups()).isEmpty();
    assertThat(bindings()).isEmpty();
    assertThat(world.ec2.describeSecurityGroups().securityGroups()).hasSize(groupsBefore);
  }

  @Test
  void theNewServiceIsRoutedToWhenItAppears() {
    world.startController();
    world.apply(INGRESS);
    eventually(this::ingressWithAddress);
    assertThat(world.elb.describeTargetGroups().targetGroups()).hasSize(1);

    world.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: frontendnew, namespace: workshop}
        spec: {selector: {app: frontendnew}, ports: [{port: 80, targetPort: 9000}]}
        """);

    eventually(() -> assertThat(world.elb.describeTargetGroups().targetGroups()).hasSize(2));
    eventually(() ->
        assertThat(rules(balancers().getFirst()).getFirst().actions().getFirst().typeAsString())
            .isEqualTo("forward"));
  }

  @Test
  void aWrongAnnotationIsAnEventOnTheIngress() {
    world.startController();
    world.apply(INGRESS.replace("internet-facing", "everywhere"));

    eventually(() ->
        assertThat(events("workshopingress"))
            .extracting(Event::getReason)
            .contains("FailedBuildModel"));
    assertThat(balancers()).isEmpty();
  }

  private Optional<Ingress> ingress() {
    return Optional.ofNullable(
        world
            .kubernetes
            .network()
            .v1()
            .ingresses()
            .inNamespace("workshop")
            .withName("workshopingress")
            .get());
  }

  private Optional<Ingress> ingressWithAddress() {
    return ingress()
        .filter(i -> i.getStatus() != null && i.getStatus().getLoadBalancer() != null)
        .filter(i -> !i.getStatus().getLoadBalancer().getIngress().isEmpty());
  }

  private List<LoadBalancer> balancers() {
    return world.elb.describeLoadBalancers().loadBalancers();
  }

  private List<Rule> rules(LoadBalancer balancer) {
    String listener =
        world
            .elb
            .describeListeners(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
            .listeners()
            .getFirst()
            .listenerArn();
    return world.elb.describeRules(r -> r.listenerArn(listener)).rules();
  }

  private List<String> targets() {
    return world.elb.describeTargetGroups().targetGroups().stream()
        .map(TargetGroup::targetGroupArn)
        .flatMap(arn ->
            world
                .elb
                .describeTargetHealth(r -> r.targetGroupArn(arn))
                .targetHealthDescriptions()
                .stream())
        .filter(d -> !"draining".equals(d.targetHealth().stateAsString()))
        .map(d -> d.target().id() + ":" + d.target().port())
        .toList();
  }

  private List<String> sharedRules() {
    return world.ec2.describeSecurityGroups().securityGroups().stream()
        .flatMap(group -> group.ipPermissions().stream())
        .filter(p ->
            p.userIdGroupPairs().stream()
                .anyMatch(
                    pair -> "elbv2.k8s.aws/targetGroupBinding=shared".equals(pair.description())))
        .map(p -> p.ipProtocol() + " " + p.fromPort() + "-" + p.toPort())
        .toList();
  }

  private List<TargetGroupBinding> bindings() {
    return world.kubernetes.resources(TargetGroupBinding.class).inAnyNamespace().list().getItems();
  }

  private List<Event> events(String name) {
    return world.kubernetes.v1().events().inNamespace("workshop").list().getItems().stream()
        .filter(event -> name.equals(event.getInvolvedObject().getName()))
        .toList();
  }

  private void pod(String name, String address) {
    world.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: workshop, labels: {app: frontend}}
        spec: {nodeName: node-a, containers: [{name: main, image: web, ports: [{containerPort: 9000}]}]}
        """
            .formatted(name));
    world
        .kubernetes
        .pods()
        .inNamespace("workshop")
        .withName(name)
        .editStatus(pod -> {
          pod.setStatus(
              new io.fabric8.kubernetes.api.model.PodStatusBuilder()
                  .withPhase("Running")
                  .withPodIP(address)
                  .addNewCondition()
                  .withType("ContainersReady")
                  .withStatus("True")
                  .endCondition()
                  .build());
          return pod;
        });
  }

  /// One slice with one ready endpoint: the pod `frontend-<last digit of the address>`.
  private void slice(String address) {
    String pod = "frontend-" + address.substring(address.lastIndexOf('.') + 1);
    world.apply(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: frontend, namespace: workshop, labels: {kubernetes.io/service-name: frontend}}
        addressType: IPv4
        ports: [{name: "", port: 9000, protocol: TCP}]
        endpoints:
          - addresses: [%s]
            conditions: {ready: true}
            targetRef: {kind: Pod, name: %s, namespace: workshop}
        """
            .formatted(address, pod));
  }
}
