package dev.weir.controller;

import static dev.weir.controller.LocalWorldFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/// What keeps a user from harm: deletion protection, tags that others manage, limits of AWS told
/// before AWS refuses.
class SafeguardsTest {
  private static final String WORLD =
      """
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: aws-alb}
      spec: {controller: ingress.k8s.aws/alb}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: default}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 9000}]}
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
  void aProtectedLoadBalancerOutlivesTheDeletionOfItsIngressUntilProtectionIsTakenAway() {
    world.startController();
    world.apply(ingress(attributes("deletion_protection.enabled=true")));
    eventually(this::ingressWithAddress);

    ingresses().delete();

    eventually(() ->
        assertThat(events("FailedBuildModel"))
            .contains(
                "Failed build model due to deletion_protection is enabled, cannot delete the"
                    + " ingress: web"));
    assertThat(ingresses().get().getFinalizers()).containsExactly("ingress.k8s.aws/resources");
    assertThat(balancers()).hasSize(1);

    annotate(
        "alb.ingress.kubernetes.io/load-balancer-attributes", "deletion_protection.enabled=false");

    eventually("the Ingress to go", () -> ingresses().get() == null);
    assertThat(balancers()).isEmpty();
  }

  @Test
  void tagsThatOthersManageAreLeftAloneAndOthersAreRemoved() {
    world.startController("--external-managed-tags=owner");
    world.apply(ingress(""));
    eventually(this::ingressWithAddress);
    String arn = balancers().getFirst().loadBalancerArn();
    world.elb.addTags(r ->
        r.resourceArns(arn)
            .tags(t -> t.key("owner").value("team"), t -> t.key("stray").value("x")));

    annotate("alb.ingress.kubernetes.io/tags", "cost=42");

    eventually(() ->
        assertThat(tags(arn))
            .containsEntry("owner", "team")
            .containsEntry("cost", "42")
            .doesNotContainKey("stray"));

    annotate("alb.ingress.kubernetes.io/tags", "owner=me");

    eventually(() ->
        assertThat(events("FailedBuildModel"))
            .anyMatch(
                message -> message.contains("external managed tag key owner cannot be specified")));
    assertThat(tags(arn)).containsEntry("owner", "team");
  }

  @Test
  void aPlanBeyondALimitOfAwsIsTold() {
    world.startController();
    String hosts = "\"a.x\",\"b.x\",\"c.x\",\"d.x\",\"e.x\"";
    world.apply(
        ingress(
            "alb.ingress.kubernetes.io/conditions.web:"
                + " '[{\"field\":\"host-header\",\"hostHeaderConfig\":{\"values\":["
                + hosts
                + "]}}]'"));

    eventually(() ->
        assertThat(events("LimitExceeded"))
            .anyMatch(
                message -> message.contains(" condition values in one rule, the limit is 5: ")));
  }

  private static String attributes(String value) {
    return "alb.ingress.kubernetes.io/load-balancer-attributes: " + value;
  }

  private static String ingress(String annotations) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: web, namespace: default, annotations: {alb.ingress.kubernetes.io/target-type: ip, MORE}}
    spec:
      ingressClassName: aws-alb
      rules:
      - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
    """
        .replace("MORE", annotations);
  }

  private io.fabric8.kubernetes.client.dsl.Resource<Ingress> ingresses() {
    return world.kubernetes.network().v1().ingresses().inNamespace("default").withName("web");
  }

  private void annotate(String name, String value) {
    ingresses()
        .edit(ingress -> {
          Map<String, String> annotations = new TreeMap<>();
          if (ingress.getMetadata().getAnnotations() != null) {
            annotations.putAll(ingress.getMetadata().getAnnotations());
          }
          annotations.put(name, value);
          ingress.getMetadata().setAnnotations(annotations);
          return ingress;
        });
  }

  private Optional<Ingress> ingressWithAddress() {
    return Optional.ofNullable(ingresses().get())
        .filter(i -> i.getStatus() != null && i.getStatus().getLoadBalancer() != null)
        .filter(i -> !i.getStatus().getLoadBalancer().getIngress().isEmpty());
  }

  private List<LoadBalancer> balancers() {
    return world.elb.describeLoadBalancers().loadBalancers();
  }

  private Map<String, String> tags(String arn) {
    Map<String, String> tags = new TreeMap<>();
    world
        .elb
        .describeTags(r -> r.resourceArns(arn))
        .tagDescriptions()
        .getFirst()
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private List<String> events(String reason) {
    return world.kubernetes.v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> event.getReason().equals(reason))
        .map(Event::getMessage)
        .toList();
  }
}
