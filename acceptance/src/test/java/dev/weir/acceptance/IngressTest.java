package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ingress features beyond the workshop page, each from manifest to answered request.
@Needs("kubectl")
class IngressTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir static Path directory;
  private static WeirProcess weir;

  @BeforeAll
  static void start() throws Exception {
    weir = WeirProcess.start(directory);
    apply(Files.readString(Workshop.EXAMPLES.resolve("1-ingressclass.yaml")));
    for (String name : new String[] {"shop", "blog"}) {
      apply(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: NAME}
          spec:
            replicas: 1
            selector: {matchLabels: {app: NAME}}
            template:
              metadata: {labels: {app: NAME}}
              spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: NAME}
          spec:
            type: NodePort
            selector: {app: NAME}
            ports: [{port: 80, targetPort: 8080}]
          """
              .replace("NAME", name));
      weir.kubectl("rollout", "status", "deployment/" + name).run().ok();
    }
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void routesByHost() {
    apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: hosts
          annotations: {alb.ingress.kubernetes.io/target-type: ip}
        spec:
          ingressClassName: aws-alb
          rules:
          - host: shop.example.com
            http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
          - host: "*.blog.example.com"
            http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: blog, port: {number: 80}}}}]}
        """);
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "default", "hosts");

    assertThat(loadBalancer.dnsName()).startsWith("internal-k8s-default-hosts-");
    assertServedBy(loadBalancer, "shop.example.com", "/", "shop");
    assertServedBy(loadBalancer, "a.b.blog.example.com", "/", "blog");
    assertThat(loadBalancer.get("other.example.com", "/").status()).isEqualTo(404);
  }

  @Test
  void mergesTheIngressesOfAGroupByOrder() {
    apply(grouped("second", 20, "shop"));
    apply(grouped("first", 10, "blog"));
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "default", "second");

    assertThat(LoadBalancer.of(weir, "default", "first")).isEqualTo(loadBalancer);
    assertServedBy(loadBalancer, loadBalancer.dnsName(), "/same", "blog");
  }

  @Test
  void insertsAndRemovesRulesWithoutAWrongAnswer() throws Exception {
    String before = rules("/kept shop", "/ blog");
    String after = rules("/in shop", "/front blog", "/kept shop", "/between shop", "/ blog");
    apply(before);
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "default", "changing");
    assertServedBy(loadBalancer, loadBalancer.dnsName(), "/kept", "shop");
    assertServedBy(loadBalancer, loadBalancer.dnsName(), "/", "blog");

    try (SteadyLoad kept = SteadyLoad.on(loadBalancer, "/kept", "\"service\" : \"shop\"");
        SteadyLoad rest = SteadyLoad.on(loadBalancer, "/other", "\"service\" : \"blog\"")) {
      for (int i = 0; i < 3; i++) {
        apply(after);
        assertServedBy(loadBalancer, loadBalancer.dnsName(), "/between", "shop");
        apply(before);
        assertServedBy(loadBalancer, loadBalancer.dnsName(), "/between", "blog");
      }
      assertThat(kept.failures()).isEmpty();
      assertThat(rest.failures()).isEmpty();
    }
  }

  /// An Ingress with paths in this order, each `<path> <service>`.
  private static String rules(String... paths) {
    StringBuilder manifest =
        new StringBuilder(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: changing
              annotations: {alb.ingress.kubernetes.io/target-type: ip}
            spec:
              ingressClassName: aws-alb
              rules:
              - http:
                  paths:
            """);
    for (String path : paths) {
      String[] words = path.split(" ");
      manifest.append(
          """
                - {path: PATH, pathType: Prefix, backend: {service: {name: SERVICE, port: {number: 80}}}}
          """
              .replace("PATH", words[0])
              .replace("SERVICE", words[1]));
    }
    return manifest.toString();
  }

  @Test
  void tellsThatANetworkLoadBalancerCarriesNoTraffic() {
    apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: tcp}
        spec:
          type: LoadBalancer
          loadBalancerClass: service.k8s.aws/nlb
          selector: {app: shop}
          ports: [{port: 5432, targetPort: 8080}]
        """);

    Eventually.within(
        SOON,
        () ->
            assertThat(weir.kubectl("describe", "service", "tcp").run().ok())
                .containsPattern(
                    "Warning +NoDataPlane .* weir +this Network Load Balancer exists in the AWS API"
                        + " only: Weir carries no TCP, UDP or TLS traffic yet"));
    assertThat(WeirProcess.weir("status", "--data-dir", directory.toString()).run().ok())
        .contains("TCP 5432: this Network Load Balancer exists in the AWS API only");
    weir.kubectl("delete", "service", "tcp").run().ok();
  }

  @Test
  void reachesInstanceTargetsThroughNodePorts() {
    apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: instances}
        spec:
          ingressClassName: aws-alb
          defaultBackend: {service: {name: shop, port: {number: 80}}}
        """);
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "default", "instances");

    assertServedBy(loadBalancer, loadBalancer.dnsName(), "/", "shop");
  }

  @Test
  void reachesAProcessOfTheDeveloperThroughAServiceWithoutSelector() throws Exception {
    try (EchoServer mine = EchoServer.start("mine")) {
      apply(
          """
          apiVersion: v1
          kind: Service
          metadata: {name: mine}
          spec: {ports: [{port: 80, targetPort: PORT}]}
          ---
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata: {name: mine-1, labels: {kubernetes.io/service-name: mine}}
          addressType: IPv4
          endpoints: [{addresses: [127.0.0.1], conditions: {ready: true}}]
          ports: [{name: "", port: PORT, protocol: TCP}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: mine
            annotations: {alb.ingress.kubernetes.io/target-type: ip}
          spec:
            ingressClassName: aws-alb
            defaultBackend: {service: {name: mine, port: {number: 80}}}
          """
              .replace("PORT", String.valueOf(mine.port())));
      LoadBalancer loadBalancer = LoadBalancer.of(weir, "default", "mine");

      Eventually.within(SOON, () -> assertThat(loadBalancer.get("/").body()).isEqualTo("mine"));
    }
  }

  @Test
  void answers503ForAServiceThatDoesNotExist() {
    apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: missing
          annotations: {alb.ingress.kubernetes.io/target-type: ip}
        spec:
          ingressClassName: aws-alb
          defaultBackend: {service: {name: missing, port: {number: 80}}}
        """);
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "default", "missing");

    Http.Answer answer = loadBalancer.get("/");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("Backend service does not exist");
    Eventually.within(
        SOON,
        () ->
            assertThat(metrics())
                .contains(
                    "elb_http_fixed_response_count_total{load_balancer=\"app/k8s-default-missing-")
                .contains("elb_http_fixed_response_count_total{availability_zone=\"eu-west-1")
                .contains(
                    "elb_httpcode_elb_503_count_total{load_balancer=\"app/k8s-default-missing-"));
  }

  private static String metrics() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(weir.console() + "/metrics")).timeout(SOON).build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.headers().firstValue("content-type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      return response.body();
    }
  }

  private static String grouped(String name, int order, String service) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: NAME
      annotations:
        alb.ingress.kubernetes.io/target-type: ip
        alb.ingress.kubernetes.io/group.name: together
        alb.ingress.kubernetes.io/group.order: "ORDER"
    spec:
      ingressClassName: aws-alb
      rules:
      - http: {paths: [{path: /same, pathType: Exact, backend: {service: {name: SERVICE, port: {number: 80}}}}]}
    """
        .replace("NAME", name)
        .replace("ORDER", String.valueOf(order))
        .replace("SERVICE", service);
  }

  private static void assertServedBy(
      LoadBalancer loadBalancer, String host, String path, String service) {
    Eventually.within(
        SOON,
        () -> {
          Http.Answer answer = loadBalancer.get(host, path);
          assertThat(answer.status()).isEqualTo(200);
          JsonNode seen = JSON.readTree(answer.body());
          assertThat(seen.get("host").asString()).isEqualTo(host);
          assertThat(seen.get("pod").asString()).startsWith(service + "-");
        });
  }

  private static void apply(String manifest) {
    weir.kubectl("apply", "-f", "-").run(manifest).ok();
  }
}
