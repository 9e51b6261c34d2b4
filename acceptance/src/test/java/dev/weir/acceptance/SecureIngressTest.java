package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An HTTPS Ingress with an imported certificate and ssl-redirect, and what `weir plan` says of it.
@Needs({"kubectl", "aws", "openssl", "curl"})
class SecureIngressTest {
  private static final String HOST = "shop.example.com";

  @TempDir static Path directory;
  private static WeirProcess weir;
  private static LoadBalancer loadBalancer;

  @BeforeAll
  static void deploy() throws Exception {
    weir = WeirProcess.start(directory);
    weir.kubectl("create", "ns", "workshop").run().ok();
    for (String file : new String[] {"1-ingressclass.yaml", "2-frontend.yaml"}) {
      weir.kubectl("apply", "-f", Workshop.EXAMPLES.resolve(file).toString()).run().ok();
    }
    weir.kubectl("rollout", "status", "deployment/frontend", "-n", "workshop").run().ok();
    weir.kubectl("apply", "-f", "-").run(ingress(importCertificate())).ok();
    loadBalancer = LoadBalancer.of(weir, "workshop", "secure");
    Eventually.within(
        Duration.ofMinutes(2), () -> assertThat(curl("https", 443)).contains("\"pod\""));
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void servesTheCertificateThatTheIngressNames() {
    assertThat(curl("https", 443))
        .contains("HTTP/2 200")
        .contains("\"X-Forwarded-Proto\" : [ \"https\" ]");
  }

  @Test
  void redirectsHttpToHttps() {
    assertThat(curl("http", 80))
        .contains("301 Moved Permanently")
        .containsIgnoringCase("Location: https://" + HOST + ":443/cart?id=1");
  }

  @Test
  void aPlanOverWhatWasJustDeployedHasNoChange() {
    Command.Result plan = plan();

    assertThat(plan.exitCode()).as(plan.output()).isZero();
    assertThat(plan.output()).isEqualTo("No changes: everything exists as planned.\n");
  }

  private static Command.Result plan() {
    return WeirProcess.weir("plan", "--data-dir", directory.toString()).run();
  }

  private static String curl(String scheme, int port) {
    return Command.of(
            "curl",
            "-sik",
            "-m",
            "5",
            "--resolve",
            HOST + ":" + port + ":" + loadBalancer.address(),
            scheme + "://" + HOST + "/cart?id=1")
        .run()
        .ok();
  }

  private static String importCertificate() throws Exception {
    Path key = directory.resolve("key.pem");
    Path certificate = directory.resolve("certificate.pem");
    Command.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30")
        .with("-keyout", key.toString(), "-out", certificate.toString())
        .with("-subj", "/CN=" + HOST, "-addext", "subjectAltName=DNS:" + HOST)
        .run()
        .ok();
    assertThat(Files.exists(certificate)).isTrue();
    return weir.aws("acm", "import-certificate", "--output", "text")
        .with("--certificate", "fileb://" + certificate, "--private-key", "fileb://" + key)
        .run()
        .ok()
        .trim();
  }

  private static String ingress(String certificateArn) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: secure
      namespace: workshop
      annotations:
        alb.ingress.kubernetes.io/target-type: ip
        alb.ingress.kubernetes.io/listen-ports: '[{"HTTP":80},{"HTTPS":443}]'
        alb.ingress.kubernetes.io/certificate-arn: ARN
        alb.ingress.kubernetes.io/ssl-redirect: "443"
    spec:
      ingressClassName: aws-alb
      rules:
      - host: HOST
        http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: frontend, port: {number: 80}}}}]}
    """
        .replace("ARN", certificateArn)
        .replace("HOST", HOST);
  }
}
