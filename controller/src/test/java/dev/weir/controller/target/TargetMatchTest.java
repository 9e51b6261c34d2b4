package dev.weir.controller.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

class TargetMatchTest {
  @Test
  void aDrainingTargetIsRegisteredAgainWhenItsEndpointIsBack() {
    TargetMatch match =
        TargetMatch.of(List.of(endpoint("a", 80)), List.of(target("a", 80, "draining")));

    assertThat(match.missing()).hasSize(1);
    assertThat(match.surplus()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void deregisteringSurplusAndRegisteringMissingGivesTheEndpoints(long seed) {
    Random random = new Random(seed);
    List<Endpoint> endpoints = new ArrayList<>();
    List<RegisteredTarget> targets = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      if (random.nextBoolean()) {
        endpoints.add(endpoint("10.0.0." + i, 80));
      }
      if (random.nextBoolean()) {
        targets.add(target("10.0.0." + i, 80, "healthy"));
      }
    }

    TargetMatch match = TargetMatch.of(endpoints, targets);
    Set<String> after = new TreeSet<>();
    targets.forEach(target -> after.add(target.key()));
    match.surplus().forEach(target -> after.remove(target.key()));
    match.missing().forEach(endpoint -> after.add(endpoint.key()));

    assertThat(after)
        .containsExactlyInAnyOrderElementsOf(endpoints.stream().map(Endpoint::key).toList());
  }

  @Test
  void theCheckpointIgnoresTheOrderOfEndpointsButNotTheirNumberOrTheSpec() {
    Endpoint a = endpoint("10.0.0.1", 80);
    Endpoint b = endpoint("10.0.0.2", 80);

    assertThat(Checkpoint.of(List.of(a, b), "{}")).isEqualTo(Checkpoint.of(List.of(b, a), "{}"));
    assertThat(Checkpoint.of(List.of(a, b), "{}")).isNotEqualTo(Checkpoint.of(List.of(a), "{}"));
    assertThat(Checkpoint.of(List.of(a), "{}"))
        .isNotEqualTo(Checkpoint.of(List.of(a), "{\"x\":1}"));
    // SHA-256 of "10.0.0.1:80:0" and of "{}", base64url without padding.
    assertThat(Checkpoint.of(List.of(a), "{}"))
        .matches("[A-Za-z0-9_-]{43}/RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o");
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint.AddressEndpoint(address, port);
  }

  private static RegisteredTarget target(String id, int port, String state) {
    return new RegisteredTarget(
        TargetDescription.builder().id(id).port(port).build(),
        TargetHealth.builder().state(state).build());
  }
}
