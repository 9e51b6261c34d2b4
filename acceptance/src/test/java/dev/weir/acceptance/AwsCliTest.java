package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the workshop page shows in the EC2 console, asked with the AWS CLI.
@Needs({"kubectl", "aws"})
class AwsCliTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path directory;
  private static WeirProcess weir;
  private static LoadBalancer address;
  private static String loadBalancerArn;

  @BeforeAll
  static void walkTheWorkshop() {
    weir = WeirProcess.start(directory);
    Workshop.apply(weir);
    address = LoadBalancer.of(weir, "workshop", "workshopingress");
    Eventually.within(
        Duration.ofMinutes(2), () -> assertThat(address.get("/").status()).isEqualTo(200));
    loadBalancerArn = loadBalancer().get("LoadBalancerArn").asString();
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void theLoadBalancerIsActiveAndNamedAsOnThePage() {
    JsonNode loadBalancer = loadBalancer();

    assertThat(loadBalancer.get("LoadBalancerName").asString())
        .isEqualTo("k8s-productcatalog-ec87bdf649");
    assertThat(loadBalancer.get("LoadBalancerArn").asString())
        .matches(
            "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/"
                + "k8s-productcatalog-ec87bdf649/[0-9a-f]{16}");
    assertThat(loadBalancer.get("DNSName").asString()).isEqualTo(address.dnsName());
    assertThat(loadBalancer.get("State").get("Code").asString()).isEqualTo("active");
    assertThat(loadBalancer.get("Scheme").asString()).isEqualTo("internet-facing");
    assertThat(loadBalancer.get("Type").asString()).isEqualTo("application");
    assertThat(loadBalancer.get("AvailabilityZones")).hasSize(2);
  }

  @Test
  void theListenerHasTheTwoRulesOfThePageAndA404AsDefault() {
    JsonNode listener =
        elbv2("describe-listeners", "--load-balancer-arn", loadBalancerArn).get("Listeners").get(0);
    assertThat(listener.get("Port").asInt()).isEqualTo(80);
    assertThat(
            listener
                .get("DefaultActions")
                .get(0)
                .get("FixedResponseConfig")
                .get("StatusCode")
                .asString())
        .isEqualTo("404");

    JsonNode rules =
        elbv2("describe-rules", "--listener-arn", listener.get("ListenerArn").asString())
            .get("Rules");

    assertThat(rules).hasSize(3);
    assertThat(rules.get(0).get("Priority").asString()).isEqualTo("1");
    assertThat(
            rules.get(0).get("Conditions").get(0).get("PathPatternConfig").get("Values").toString())
        .isEqualTo("[\"/new\",\"/new/*\"]");
    assertThat(rules.get(0).get("Actions").get(0).get("FixedResponseConfig").toString())
        .contains("503", "Backend service does not exist");
    assertThat(rules.get(1).get("Actions").get(0).get("Type").asString()).isEqualTo("forward");
    assertThat(rules.get(2).get("Priority").asString()).isEqualTo("default");
  }

  @Test
  void theTargetGroupHoldsTheThreePodsAndTheyAreHealthy() {
    JsonNode group =
        elbv2("describe-target-groups", "--load-balancer-arn", loadBalancerArn)
            .get("TargetGroups")
            .get(0);
    assertThat(group.get("TargetGroupName").asString())
        .matches("k8s-workshop-frontend-[0-9a-f]{10}");
    assertThat(group.get("TargetType").asString()).isEqualTo("ip");

    Eventually.within(
        Duration.ofMinutes(2),
        () -> {
          JsonNode health =
              elbv2(
                      "describe-target-health",
                      "--target-group-arn",
                      group.get("TargetGroupArn").asString())
                  .get("TargetHealthDescriptions");
          assertThat(health).hasSize(3);
          for (JsonNode target : health) {
            assertThat(target.get("Target").get("Port").asInt()).isEqualTo(9000);
            assertThat(target.get("TargetHealth").get("State").asString()).isEqualTo("healthy");
          }
        });
  }

  @Test
  void theTagsTellWhoOwnsTheLoadBalancer() {
    String tags = elbv2("describe-tags", "--resource-arns", loadBalancerArn).toString();

    assertThat(tags)
        .contains("{\"Key\":\"elbv2.k8s.aws/cluster\",\"Value\":\"workshop\"}")
        .contains("{\"Key\":\"ingress.k8s.aws/stack\",\"Value\":\"product-catalog\"}")
        .contains("{\"Key\":\"ingress.k8s.aws/resource\",\"Value\":\"LoadBalancer\"}");
  }

  private static JsonNode loadBalancer() {
    return elbv2("describe-load-balancers").get("LoadBalancers").get(0);
  }

  private static JsonNode elbv2(String... arguments) {
    return JSON.readTree(weir.aws("--output", "json", "elbv2").with(arguments).run().ok());
  }
}
