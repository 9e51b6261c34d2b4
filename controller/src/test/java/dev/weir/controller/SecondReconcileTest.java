package dev.weir.controller;

import static dev.weir.controller.LocalWorldFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever an Ingress or a Service asks for, a controller that finds it made changes nothing.
class SecondReconcileTest {
  private static final String WORLD =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: alb}
      spec: {controller: ingress.k8s.aws/alb, parameters: {apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: alb}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: node-a, labels: {topology.kubernetes.io/zone: eu-west-1a}}
      spec: {providerID: "aws:///eu-west-1a/i-0123456789abcdef0"}
      status: {conditions: [{type: Ready, status: "True"}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 31080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop}
      spec: {type: NodePort, selector: {app: api}, ports: [{port: 90, targetPort: 9090, nodePort: 31090}]}
      """;

  private static final String PARAMS =
      """
      apiVersion: elbv2.k8s.aws/v1beta1
      kind: IngressClassParams
      metadata: {name: alb}
      spec: {tags: [{key: team, value: shop}]}
      """;

  private static final String RULES =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: rules
        namespace: shop
        annotations:
          alb.ingress.kubernetes.io/scheme: internet-facing
          alb.ingress.kubernetes.io/listen-ports: '[{"HTTP":80},{"HTTP":8080}]'
          alb.ingress.kubernetes.io/inbound-cidrs: 10.0.0.0/8,192.168.0.0/16
          alb.ingress.kubernetes.io/tags: a=b,c=d
          alb.ingress.kubernetes.io/load-balancer-attributes: idle_timeout.timeout_seconds=7,routing.http.drop_invalid_header_fields.enabled=true
          alb.ingress.kubernetes.io/listener-attributes.HTTP-80: routing.http.response.server.enabled=false
          alb.ingress.kubernetes.io/target-group-attributes: stickiness.enabled=true,stickiness.lb_cookie.duration_seconds=60,deregistration_delay.timeout_seconds=5
          alb.ingress.kubernetes.io/healthcheck-path: /healthy
          alb.ingress.kubernetes.io/healthcheck-interval-seconds: "11"
          alb.ingress.kubernetes.io/success-codes: 200-299
          alb.ingress.kubernetes.io/actions.split: '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"http","weight":20},{"serviceName":"api","servicePort":90,"weight":80}],"targetGroupStickinessConfig":{"enabled":true,"durationSeconds":100}}}'
          alb.ingress.kubernetes.io/actions.away: '{"type":"redirect","redirectConfig":{"host":"other.example.com","statusCode":"HTTP_302"}}'
          alb.ingress.kubernetes.io/actions.text: '{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/plain","statusCode":"418","messageBody":"tea"}}'
          alb.ingress.kubernetes.io/conditions.text: '[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-A","values":["1"]}},{"field":"http-request-method","httpRequestMethodConfig":{"values":["GET"]}},{"field":"query-string","queryStringConfig":{"values":[{"key":"k","value":"v"}]}}]'
          alb.ingress.kubernetes.io/conditions.away: '[{"field":"source-ip","sourceIpConfig":{"values":["10.0.0.0/8"]}},{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-B","regexValues":["^a[0-9]+$"]}}]'
          alb.ingress.kubernetes.io/transforms.split: '[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/x/(.*)$","replace":"/$1"}]}},{"type":"host-header-rewrite","hostHeaderRewriteConfig":{"rewrites":[{"regex":"a","replace":"b"}]}}]'
      spec:
        ingressClassName: alb
        defaultBackend: {service: {name: web, port: {name: http}}}
        rules:
          - host: "*.example.com"
            http:
              paths:
                - {path: /split, pathType: Exact, backend: {service: {name: split, port: {name: use-annotation}}}}
                - {path: /away, pathType: Prefix, backend: {service: {name: away, port: {name: use-annotation}}}}
                - {path: "/text/*", pathType: ImplementationSpecific, backend: {service: {name: text, port: {name: use-annotation}}}}
                - {path: /missing, pathType: Prefix, backend: {service: {name: missing, port: {number: 80}}}}
      """;

  private static final String SECURE =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: NAME
        namespace: shop
        annotations:
          alb.ingress.kubernetes.io/group.name: secure
          alb.ingress.kubernetes.io/group.order: "ORDER"
          alb.ingress.kubernetes.io/scheme: internal
          alb.ingress.kubernetes.io/target-type: ip
          alb.ingress.kubernetes.io/listen-ports: '[{"HTTP":80},{"HTTPS":443}]'
          alb.ingress.kubernetes.io/ssl-redirect: "443"
          alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-TLS13-1-2-2021-06
          alb.ingress.kubernetes.io/certificate-arn: CERTIFICATES
          alb.ingress.kubernetes.io/mutual-authentication: '[{"port":443,"mode":"passthrough"}]'
          alb.ingress.kubernetes.io/backend-protocol-version: HTTP2
          alb.ingress.kubernetes.io/minimum-load-balancer-capacity: CapacityUnits=100
      spec:
        ingressClassName: alb
        rules:
          - host: NAME.example.com
            http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: tcp
        namespace: shop
        annotations:
          service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: instance
          service.beta.kubernetes.io/aws-load-balancer-scheme: internal
          service.beta.kubernetes.io/aws-load-balancer-attributes: load_balancing.cross_zone.enabled=true
      spec:
        type: LoadBalancer
        loadBalancerClass: service.k8s.aws/nlb
        selector: {app: web}
        ports: [{name: a, port: 80, targetPort: 8080, nodePort: 31180}, {name: b, port: 81, targetPort: 8081, nodePort: 31181}]
      """;

  private static final List<String> OBJECTS = List.of("rules", "one", "two", "tcp");

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
  void makesNoWriteCall() {
    world.startController();
    world.apply(PARAMS);
    world.apply(RULES);
    String certificates = world.requestCertificate("a") + "," + world.requestCertificate("b");
    String secure = SECURE.replace("CERTIFICATES", certificates);
    world.apply(secure.replace("NAME", "one").replace("ORDER", "1"));
    world.apply(secure.replace("NAME", "two").replace("ORDER", "2"));
    world.apply(SERVICE);
    for (String name : OBJECTS) {
      eventually(() -> assertThat(messages(name)).contains("Successfully reconciled"));
    }
    world.settle();
    world.stopController();
    world.calls.clear();

    Map<String, Integer> before = new HashMap<>();
    OBJECTS.forEach(name -> before.put(name, messages(name).size()));
    world.startController();
    for (String name : OBJECTS) {
      eventually(() -> assertThat(messages(name)).hasSizeGreaterThan(before.getOrDefault(name, 0)));
      assertThat(messages(name).getLast()).isEqualTo("Successfully reconciled");
    }
    world.stopController();

    assertThat(world.calls).contains("DescribeRules", "DescribeTargetGroupAttributes");
    assertThat(world.writes()).isEmpty();
  }

  private List<String> messages(String name) {
    return world.kubernetes.v1().events().inNamespace("shop").list().getItems().stream()
        .filter(event -> name.equals(event.getInvolvedObject().getName()))
        .map(Event::getMessage)
        .toList();
  }
}
