package dev.weir.planner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.Environment;
import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.manifest.ManifestReader.Manifests;
import dev.weir.planner.manifest.ManifestReader.Source;
import dev.weir.planner.plan.Planner;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleAction.TargetGroupTuple;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: tcp
        namespace: shop
        uid: 7ab4be33
        annotations:
          service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
      spec:
        type: LoadBalancer
        loadBalancerClass: service.k8s.aws/nlb
        ports: [{name: tcp, port: 80, protocol: TCP, targetPort: 8080, nodePort: 30080}]
      """;

  @Test
  void aServiceIsShownWithEverythingThatItWouldHave() {
    assertThat(render(SERVICE))
        .isEqualTo(
            """
            Service shop/tcp
              Load balancer k8s-shop-tcp-%1$s (network, internet-facing, ipv4)
                subnets: subnet-0a0000000000000a1, subnet-0a0000000000000b1
                security groups: %2$s, k8s-traffic-workshop-%3$s
              Listener TCP:80
                default  Forward to target group %4$s
              Target group %4$s (TCP 30080, instance targets): Service shop/tcp port 80
                health check: TCP on traffic-port, every 10 s, timeout 10 s, healthy after 3, unhealthy after 3
                attributes: proxy_protocol_v2.enabled=false
              Security group %2$s
                admits tcp 80 from 0.0.0.0/0
            """
                .formatted(
                    hash("7ab4be33", "internet-facing"),
                    "k8s-shop-tcp-" + hash("tcp", "shop", "7ab4be33"),
                    hash(),
                    "k8s-shop-tcp-"
                        + hash("7ab4be33", "30080", "80", "instance", "TCP", "TCP", "10")));
  }

  @Test
  void anErrorNamesObjectAndField() {
    assertThat(render(SERVICE.replace("internet-facing", "public")))
        .isEqualTo(
            """
            Service shop/tcp
              error: unknown scheme: public
                in Service shop/tcp
                at service.beta.kubernetes.io/aws-load-balancer-scheme
            """);
  }

  @Test
  void colorIsUsedOnlyWhenAskedFor() {
    assertThat(render(SERVICE)).doesNotContain("\u001b");
    assertThat(
            PlanText.render(
                Planner.planAll(read(SERVICE).objects(), Environment.local()), TextStyle.COLORED))
        .contains("\u001b[1mService shop/tcp\u001b[0m");
  }

  @Test
  void nothingOfOursIsSaidPlainly() {
    assertThat(PlanText.render(List.of(), TextStyle.PLAIN)).startsWith("Nothing to plan");
  }

  @Test
  void conditionsReadAsInTheConsole() {
    assertThat(
            ConditionText.of(
                List.of(
                    new RuleCondition.HostHeader(List.of(), List.of("a.com", "*.b.com")),
                    new RuleCondition.PathPattern(List.of("^/r.*$"), List.of()),
                    new RuleCondition.HttpHeader("X-T", List.of(), List.of("a*")),
                    new RuleCondition.HttpRequestMethod(List.of("GET")),
                    new RuleCondition.QueryString(
                        List.of(
                            new RuleCondition.QueryString.KeyValue("k", "v"),
                            new RuleCondition.QueryString.KeyValue(null, "z"))),
                    new RuleCondition.SourceIp(List.of("10.0.0.0/8")))))
        .isEqualTo(
            "HTTP Host Header is a.com OR *.b.com AND Path Pattern matches ^/r.*$ AND HTTP Header X-T is a* AND HTTP Request Method is GET AND Query String is k:v OR z AND Source IP is 10.0.0.0/8");
  }

  @Test
  void actionsReadAsInTheConsole() {
    ActionText text = new ActionText(Stack.builder("s").build());
    assertThat(
            text.of(
                List.of(
                    new RuleAction.JwtValidation("https://idp/jwks", "https://idp", List.of()),
                    new RuleAction.Forward(
                        List.of(
                            new TargetGroupTuple(Token.of("arn:a"), 80),
                            new TargetGroupTuple(Token.of("arn:b"), 20)),
                        new RuleAction.Stickiness(true, 60)))))
        .isEqualTo(
            "Validate JWT of issuer https://idp, then Forward to target groups arn:a: 80 (80%), arn:b: 20 (20%), group stickiness for 60 s");
    assertThat(
            text.of(List.of(new RuleAction.Redirect(null, null, "443", "HTTPS", null, "HTTP_301"))))
        .isEqualTo("Redirect to HTTPS://#{host}:443/#{path}?#{query}, status code HTTP_301");
    assertThat(text.of(List.of(new RuleAction.FixedResponse("text/plain", "gone", "503"))))
        .isEqualTo("Return fixed response 503, text/plain, body \"gone\"");
  }

  private static String render(String yaml) {
    return PlanText.render(
        Planner.planAll(read(yaml).objects(), Environment.local()), TextStyle.PLAIN);
  }

  private static Manifests read(String yaml) {
    return ManifestReader.read(List.of(new Source("f.yaml", yaml)));
  }

  private static String hash(String... inputs) {
    try {
      var digest = java.security.MessageDigest.getInstance("SHA-256");
      digest.update("workshop".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (String input : inputs) {
        digest.update(input.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      return java.util.HexFormat.of().formatHex(digest.digest()).substring(0, 10);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
