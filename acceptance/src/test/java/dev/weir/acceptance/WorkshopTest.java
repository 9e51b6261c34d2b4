package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The workshop page on Ingress, sections 4 to 9, command by command with the real kubectl.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Needs("kubectl")
class WorkshopTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String NAME = "k8s-productcatalog-ec87bdf649";
  private static final Path EXAMPLES = Path.of("..", "examples", "workshop");

  @TempDir static Path directory;
  private static WeirProcess weir;
  private static LoadBalancer loadBalancer;

  @BeforeAll
  static void start() {
    weir = WeirProcess.start(directory);
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  @Order(1)
  void createsTheNamespaceAndTheFrontend() throws Exception {
    assertThat(weir.kubectl("create", "ns", "workshop").run().ok().trim())
        .isEqualTo("namespace/workshop created");
    assertThat(weir.kubectl("apply", "-f", "-").run(example("2-frontend.yaml")).ok().lines())
        .containsExactly("deployment.apps/frontend created", "service/frontend created");
    weir.kubectl("rollout", "status", "deployment/frontend", "-n", "workshop").run().ok();
  }

  @Test
  @Order(4)
  void section4CreatesTheIngressClass() throws Exception {
    assertThat(weir.kubectl("create", "-f", "-").run(example("1-ingressclass.yaml")).ok().trim())
        .isEqualTo("ingressclass.networking.k8s.io/aws-alb created");

    List<List<String>> table = weir.kubectl("get", "ingressclass").run().table();

    assertThat(table.get(0)).containsExactly("NAME", "CONTROLLER", "PARAMETERS", "AGE");
    assertThat(table)
        .anySatisfy(row ->
            assertThat(row).startsWith("aws-alb", "ingress.k8s.aws/alb", "<none>").hasSize(4));
  }

  @Test
  @Order(5)
  void section5CreatesTheIngress() throws Exception {
    assertThat(weir.kubectl("apply", "-f", "-").run(example("3-ingress.yaml")).ok().trim())
        .isEqualTo("ingress.networking.k8s.io/workshopingress created");
  }

  @Test
  @Order(6)
  void section6ShowsTheAddressTheBackendsAndTheEvent() {
    Eventually.within(
        SOON,
        () -> {
          List<List<String>> table = weir.kubectl("get", "ingress", "-n", "workshop").run().table();
          assertThat(table.get(0))
              .containsExactly("NAME", "CLASS", "HOSTS", "ADDRESS", "PORTS", "AGE");
          assertThat(table.get(1).subList(0, 3)).containsExactly("workshopingress", "aws-alb", "*");
          assertThat(table.get(1).get(3)).matches(NAME + "-[0-9]+\\.eu-west-1\\.elb\\.localhost");
          assertThat(table.get(1).get(4)).isEqualTo("80");
        });
    Eventually.within(
        SOON,
        () ->
            assertThat(describeIngress())
                .containsPattern("Address: +" + NAME)
                .containsPattern("/new +frontendnew:80 \\(<error: [^)]*not found[^)]*>?\\)")
                .containsPattern("/ +frontend:80 \\(127\\.[0-9.]+:9000,127\\.[0-9.]+:9000,127")
                .contains("alb.ingress.kubernetes.io/group.name: product-catalog")
                .contains("alb.ingress.kubernetes.io/scheme: internet-facing")
                .contains("alb.ingress.kubernetes.io/target-type: ip")
                .containsPattern(
                    "Normal +SuccessfullyReconciled +.*ingress +Successfully reconciled"));
  }

  @Test
  @Order(7)
  void section7AnswersFromAllThreePodsAndWith503ForTheMissingService() {
    loadBalancer = LoadBalancer.of(weir, "workshop", "workshopingress");
    Eventually.within(SOON, () -> assertThat(loadBalancer.get("/").status()).isEqualTo(200));

    assertThat(podsThatAnswer("/", 10)).hasSize(3).allMatch(pod -> pod.startsWith("frontend-"));

    Http.Answer missing = loadBalancer.get("/new");
    assertThat(missing.status()).isEqualTo(503);
    assertThat(missing.body()).isEqualTo("Backend service does not exist");
    assertThat(missing.headers())
        .containsEntry("server", "awselb/2.0")
        .hasEntrySatisfying("content-type", type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  @Order(8)
  void section8CreatesTheNewServiceAsClusterIp() throws Exception {
    assertThat(weir.kubectl("apply", "-f", "-").run(example("4-frontendnew.yaml")).ok().lines())
        .containsExactly("deployment.apps/frontendnew created", "service/frontendnew created");
    weir.kubectl("rollout", "status", "deployment/frontendnew", "-n", "workshop").run().ok();

    assertThat(weir.kubectl("get", "svc,deployment", "-n", "workshop").run().ok())
        .containsPattern("service/frontend +LoadBalancer +10\\.100\\.[0-9.]+ +\\S+ +80:3[0-9]+/TCP")
        .containsPattern("service/frontendnew +ClusterIP +10\\.100\\.[0-9.]+ +<none> +80/TCP")
        .containsPattern("deployment.apps/frontend +3/3 +3 +3")
        .containsPattern("deployment.apps/frontendnew +3/3 +3 +3");

    List<List<String>> pods =
        weir.kubectl("get", "pods", "-n", "workshop", "--selector", "app=frontendnew", "-o", "wide")
            .run()
            .table();
    assertThat(pods).hasSize(4);
    assertThat(pods.get(0)).startsWith("NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE");
    assertThat(pods.get(1).get(1)).isEqualTo("1/1");

    assertThat(weir.kubectl("describe", "service", "frontendnew", "-n", "workshop").run().ok())
        .containsPattern("Selector: +app=frontendnew")
        .containsPattern("Type: +ClusterIP")
        .containsPattern("Port: +http +80/TCP")
        .containsPattern("TargetPort: +80/TCP")
        .containsPattern("Endpoints: +127\\.[0-9.]+:80,127\\.[0-9.]+:80,127\\.[0-9.]+:80");
  }

  @Test
  @Order(9)
  void section9RoutesToTheNewPodsOnceTheyAreReady() {
    Eventually.within(
        Duration.ofMinutes(2), () -> assertThat(loadBalancer.get("/new").status()).isEqualTo(200));

    assertThat(podsThatAnswer("/new", 12))
        .hasSize(3)
        .allMatch(pod -> pod.startsWith("frontendnew-"));
    assertThat(describeIngress())
        .containsPattern("/new +frontendnew:80 \\(127\\.[0-9.]+:80,127\\.[0-9.]+:80,127");
  }

  @Test
  @Order(10)
  void scalingMovesTheTargets() {
    weir.kubectl("scale", "deployment/frontend", "--replicas=1", "-n", "workshop").run().ok();
    Eventually.within(Duration.ofMinutes(2), () -> assertThat(podsThatAnswer("/", 6)).hasSize(1));

    weir.kubectl("scale", "deployment/frontend", "--replicas=3", "-n", "workshop").run().ok();
    weir.kubectl("rollout", "status", "deployment/frontend", "-n", "workshop").run().ok();
    Eventually.within(Duration.ofMinutes(2), () -> assertThat(podsThatAnswer("/", 12)).hasSize(3));
  }

  @Test
  @Order(20)
  void deletingTheIngressRemovesTheLoadBalancer() {
    assertThat(weir.kubectl("delete", "ingress", "workshopingress", "-n", "workshop").run().ok())
        .contains("\"workshopingress\" deleted");

    Eventually.within(
        SOON,
        () -> {
          assertThat(weir.kubectl("get", "targetgroupbindings", "-A").run().ok())
              .contains("No resources found");
          assertThat(weir.kubectl("get", "ingress", "-A").run().ok())
              .contains("No resources found");
        });
  }

  private static String describeIngress() {
    return weir.kubectl("describe", "ingress", "workshopingress", "-n", "workshop").run().ok();
  }

  private static Set<String> podsThatAnswer(String path, int requests) {
    Set<String> pods = new TreeSet<>();
    for (int i = 0; i < requests; i++) {
      Http.Answer answer = loadBalancer.get(path);
      assertThat(answer.status()).isEqualTo(200);
      JsonNode seen = JSON.readTree(answer.body());
      assertThat(seen.get("path").asString()).isEqualTo(path);
      assertThat(header(seen, "x-forwarded-proto")).isEqualTo("http");
      assertThat(header(seen, "x-forwarded-port")).isEqualTo("80");
      assertThat(header(seen, "x-amzn-trace-id")).startsWith("Root=1-");
      pods.add(seen.get("pod").asString());
    }
    return pods;
  }

  private static String header(JsonNode seen, String name) {
    for (Map.Entry<String, JsonNode> header : seen.get("headers").properties()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue().get(0).asString();
      }
    }
    return "";
  }

  private static String example(String file) throws Exception {
    return Files.readString(EXAMPLES.resolve(file));
  }
}
