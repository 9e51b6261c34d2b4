package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the controller's webhooks refuse and complete, as `kubectl apply` sees it.
@Needs({"kubectl", "aws", "curl"})
class AdmissionTest {
  @TempDir static Path directory;
  private static WeirProcess weir;

  @BeforeAll
  static void start() throws Exception {
    weir = WeirProcess.start(directory);
    weir.kubectl("create", "ns", "workshop").run().ok();
    weir.kubectl("apply", "-f", "-")
        .run(Files.readString(Workshop.EXAMPLES.resolve("1-ingressclass.yaml")))
        .ok();
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void anIngressOfAClassThatDoesNotExistIsRefused() {
    assertThat(refused(ingress("nobody", "nope", "{}")))
        .contains(
            "Error from server (Forbidden)",
            "admission webhook \"vingress.elbv2.k8s.aws\" denied the request: invalid ingress"
                + " class: IngressClass.networking.k8s.io \"nope\" not found");
  }

  @Test
  void anIngressWithBrokenConditionsIsRefused() {
    String annotation =
        "{alb.ingress.kubernetes.io/conditions.frontend:"
            + " '[{\"field\":\"http-header\",\"httpHeaderConfig\":{\"httpHeaderName\":\"X\"}}]'}";

    assertThat(refused(ingress("broken", "aws-alb", annotation)))
        .contains(
            "denied the request: ignoring Ingress workshop/broken since invalid"
                + " alb.ingress.kubernetes.io/conditions.frontend annotation: ")
        .contains("invalid httpHeaderConfig: values or regexValues must be specified");
  }

  @Test
  void ingressClassParamsWithNetworksThatAreNoneAreRefused() {
    assertThat(refused(params("bad", "[10.0.0.1/8]")))
        .contains(
            "admission webhook \"vingressclassparams.elbv2.k8s.aws\" denied the request",
            "spec.inboundCIDRs[0]: Invalid value: \"10.0.0.1/8\": Network contains bits outside"
                + " prefix (did you mean \"10.0.0.0/8\")");
  }

  @Test
  void aClassMayReferToParams() {
    weir.kubectl("apply", "-f", "-").run(params("internal", "[10.0.0.0/8]")).ok();
    weir.kubectl("apply", "-f", "-")
        .run(
            """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: internal}
            spec:
              controller: ingress.k8s.aws/alb
              parameters: {apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: internal}
            """)
        .ok();

    assertThat(weir.kubectl("get", "ingressclass", "internal").run().ok())
        .contains("IngressClassParams.elbv2.k8s.aws/internal");
  }

  @Test
  void aBindingMadeByHandIsCompletedAndItsTargetsAreRegistered() throws Exception {
    weir.kubectl("apply", "-f", "-")
        .run(Files.readString(Workshop.EXAMPLES.resolve("2-frontend.yaml")))
        .ok();
    String group =
        weir.aws("elbv2", "create-target-group", "--name", "by-hand", "--protocol", "HTTP")
            .with("--port", "80", "--target-type", "ip", "--vpc-id", vpc())
            .with("--query", "TargetGroups[0].TargetGroupArn", "--output", "text")
            .run()
            .ok()
            .trim();

    weir.kubectl("apply", "-f", "-").run(binding("by-hand", "{name: frontend, port: 80}")).ok();

    assertThat(jsonPath("{.spec.targetGroupARN} {.spec.targetType} {.spec.ipAddressType}"))
        .isEqualTo(group + " ip ipv4");
    assertThat(jsonPath("{.spec.targetGroupProtocol} {.spec.vpcID}")).isEqualTo("HTTP " + vpc());
    Eventually.within(
        Duration.ofMinutes(1),
        () ->
            assertThat(
                    weir.aws("elbv2", "describe-target-health", "--target-group-arn", group)
                        .with("--query", "length(TargetHealthDescriptions)", "--output", "text")
                        .run()
                        .ok()
                        .trim())
                .isEqualTo("3"));
    assertThat(refused(binding("again", "{name: frontend, port: 80}").replace("by-hand", "none")))
        .contains("mtargetgroupbinding.elbv2.k8s.aws", "couldn't find target group none");
  }

  @Test
  void theControllersMetricsCanBeScraped() throws Exception {
    refused(ingress("nobody", "nope", "{}"));
    String status = WeirProcess.weir("status", "--data-dir", directory.toString()).run().ok();
    String url =
        status
            .lines()
            .filter(line -> line.contains("/metrics"))
            .map(line -> line.trim().split("\\s+")[1])
            .findFirst()
            .orElseThrow();

    assertThat(Command.of("curl", "-s", url).run().ok())
        .contains("# TYPE awslbc_controller_cache_object_total gauge")
        .contains("awslbc_webhook_validation_failure_total{");
  }

  private static String vpc() {
    return weir.aws("ec2", "describe-vpcs", "--query", "Vpcs[0].VpcId", "--output", "text")
        .run()
        .ok()
        .trim();
  }

  private static String jsonPath(String path) {
    return weir.kubectl("get", "targetgroupbinding", "-n", "workshop", "by-hand")
        .with("-o", "jsonpath=" + path)
        .run()
        .ok();
  }

  private static String refused(String manifest) {
    Command.Result result = weir.kubectl("apply", "-f", "-").run(manifest);
    assertThat(result.exitCode()).as(result.output()).isNotZero();
    return result.output();
  }

  private static String binding(String name, String service) {
    return """
    apiVersion: elbv2.k8s.aws/v1beta1
    kind: TargetGroupBinding
    metadata: {name: NAME, namespace: workshop}
    spec: {targetGroupName: by-hand, serviceRef: SERVICE}
    """
        .replace("NAME", name)
        .replace("SERVICE", service);
  }

  private static String params(String name, String cidrs) {
    return """
    apiVersion: elbv2.k8s.aws/v1beta1
    kind: IngressClassParams
    metadata: {name: NAME}
    spec: {scheme: internal, inboundCIDRs: CIDRS}
    """
        .replace("NAME", name)
        .replace("CIDRS", cidrs);
  }

  private static String ingress(String name, String ingressClass, String annotations) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: NAME, namespace: workshop, annotations: ANNOTATIONS}
    spec:
      ingressClassName: CLASS
      rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: frontend, port: {number: 80}}}}]}}]
    """
        .replace("NAME", name)
        .replace("ANNOTATIONS", annotations)
        .replace("CLASS", ingressClass);
  }
}
