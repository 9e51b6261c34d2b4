package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `weir console`, pointed at the APIs of a cluster and an AWS endpoint that run elsewhere.
@Needs("kubectl")
class ConsoleCommandTest {
  private static final String NAME = "k8s-productcatalog-ec87bdf649";
  private static final String PAGE = "/load-balancers/" + NAME;

  @TempDir static Path directory;
  private static WeirProcess weir;
  private static CountingEndpoint endpoint;
  private static WeirProcess.Console console;

  @BeforeAll
  static void start() {
    weir = WeirProcess.start(directory);
    Workshop.apply(weir);
    LoadBalancer.of(weir, "workshop", "workshopingress");
    endpoint = new CountingEndpoint(weir.awsEndpoint());
    console =
        WeirProcess.Console.start(
            directory.resolve("console.log"),
            "--kubeconfig=" + directory.resolve("kubeconfig"),
            "--context=weir",
            "--endpoint=" + endpoint.url(),
            "--region=eu-west-1",
            "--port=0");
  }

  @AfterAll
  static void stop() {
    console.close();
    endpoint.close();
    weir.close();
  }

  @Test
  void showsTheResourcesAndTheObjectsThatMadeThem() {
    assertThat(get("/load-balancers").body()).contains(NAME, "active", "internet-facing");
    assertThat(get(PAGE).body())
        .contains("workshop/workshopingress", "SuccessfullyReconciled", "HTTP:80");
    assertThat(get(PAGE + "/listeners/80").body())
        .contains("Return fixed response: 503", "workshop/workshopingress /new");
  }

  @Test
  void saysWhatOnlyWeirsOwnLoadBalancerHas() {
    assertThat(get(PAGE).body()).contains("Live figures come from Weir").doesNotContain("<figure>");
    assertThat(get("/journal").body()).contains("The journal is kept by the controller");
    assertThat(get("/tester").body()).contains("there is none to ask").doesNotContain("<form");
  }

  @Test
  void asksTheEndpointABoundedNumberOfTimesForEachPage() {
    get(PAGE);
    endpoint.taken();

    get(PAGE);
    assertThat(endpoint.taken())
        .containsExactly(
            "DescribeListeners",
            "DescribeLoadBalancerAttributes",
            "DescribeLoadBalancers",
            "DescribeRules",
            "DescribeSecurityGroups",
            "DescribeTags",
            "DescribeTargetGroups",
            "DescribeTargetHealth");
    get(PAGE + "/listeners/80");
    assertThat(endpoint.taken())
        .containsExactly(
            "DescribeListeners", "DescribeLoadBalancers", "DescribeRules", "DescribeTags");
    get("/load-balancers");
    assertThat(endpoint.taken()).hasSizeLessThanOrEqualTo(1);
    get("/target-groups");
    assertThat(endpoint.taken()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void saysWhichFlagIsWrong() {
    for (List<String> wrong :
        List.of(
            List.of("--endpoint=nowhere", "--endpoint nowhere is no endpoint"),
            List.of("--kubeconfig=/missing", "--kubeconfig /missing is no file"),
            List.of(
                "--port=" + URI.create(weir.console()).getPort(), "choose another with --port"))) {
      Command.Result result = WeirProcess.weir("console", wrong.get(0)).run();

      assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
      assertThat(result.output()).contains(wrong.get(1)).hasLineCount(1);
    }
  }

  private static Http.Answer get(String path) {
    URI url = console.url();
    return Eventually.get(
        Duration.ofSeconds(30),
        () -> {
          Http.Answer answer = Http.get("127.0.0.1", url.getPort(), url.getAuthority(), path);
          assertThat(answer.status()).as(path).isEqualTo(200);
          return answer;
        });
  }
}
