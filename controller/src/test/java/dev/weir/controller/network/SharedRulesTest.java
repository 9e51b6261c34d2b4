package dev.weir.controller.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.IpPermission;

class SharedRulesTest {
  @Test
  void rulesFromTheSameGroupBecomeOneFromTheLowestToTheHighestPort() {
    assertThat(
            SharedRules.restricted(
                List.of(
                    group("sg-1", 9000, 9000), group("sg-1", 8080, 8080), group("sg-2", 443, 443))))
        .extracting(IngressRule::text)
        .containsExactly(
            "IpProtocol: tcp, FromPort: 8080, ToPort: 9000, UserIdGroupPair: sg-1",
            "IpProtocol: tcp, FromPort: 443, ToPort: 443, UserIdGroupPair: sg-2");
  }

  @Test
  void portZeroMeansEveryPort() {
    assertThat(SharedRules.restricted(List.of(group("sg-1", 0, 0), group("sg-1", 8080, 8080))))
        .singleElement()
        .extracting(IngressRule::text)
        .isEqualTo("IpProtocol: tcp, FromPort: 0, ToPort: 65535, UserIdGroupPair: sg-1");
  }

  @Test
  void rulesForAddressesStayOneByOne() {
    assertThat(
            SharedRules.restricted(
                List.of(cidr("10.0.0.0/8", 80), cidr("10.0.0.0/8", 81), cidr("10.0.0.0/8", 80))))
        .hasSize(2);
  }

  @Test
  void onlyRulesWithTheMarkInTheirDescriptionAreOurs() {
    assertThat(SharedRules.isOwned(described("elbv2.k8s.aws/targetGroupBinding=shared"))).isTrue();
    assertThat(SharedRules.isOwned(described("a=b,elbv2.k8s.aws/targetGroupBinding=shared")))
        .isTrue();
    assertThat(SharedRules.isOwned(described("elbv2.k8s.aws/targetGroupBinding=sharedx")))
        .isFalse();
    assertThat(SharedRules.isOwned(described("from the network team"))).isFalse();
    assertThat(SharedRules.isOwned(described(""))).isFalse();
  }

  @Test
  void aPermissionWithSeveralSourcesIsSeveralRulesAndEachGoesBackAlone() {
    IpPermission permission =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(80)
            .toPort(80)
            .ipRanges(r -> r.cidrIp("10.0.0.0/8").description("ten"), r -> r.cidrIp("0.0.0.0/0"))
            .userIdGroupPairs(g -> g.groupId("sg-1"))
            .build();

    List<IngressRule> rules = IngressRule.of(permission);

    assertThat(rules).hasSize(3);
    rules.forEach(rule -> assertThat(IngressRule.of(rule.permission())).containsExactly(rule));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void applyingTheDifferenceGivesWhatIsDesiredAndLeavesForeignRulesAlone(long seed) {
    Random random = new Random(seed);
    List<IngressRule> desired = rules(random, SharedRules.DESCRIPTION);
    List<IngressRule> foreign = rules(random, "someone else's");
    List<IngressRule> observed = new ArrayList<>(rules(random, SharedRules.DESCRIPTION));
    observed.addAll(foreign);

    IngressRuleDiff diff = IngressRuleDiff.of(desired, observed, SharedRules::isOwned);
    List<String> after = new ArrayList<>(texts(observed));
    after.removeAll(texts(diff.revoke()));
    after.addAll(texts(diff.authorize()));

    assertThat(after).containsAll(texts(desired));
    assertThat(diff.revoke()).allMatch(SharedRules::isOwned);
    assertThat(texts(diff.authorize())).noneMatch(texts(observed)::contains);
    assertThat(IngressRuleDiff.of(desired, desired, SharedRules::isOwned).isEmpty()).isTrue();
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  private static List<IngressRule> rules(Random random, String description) {
    return random
        .ints(random.nextInt(6), 80, 84)
        .mapToObj(port ->
            new IngressRule(
                "tcp",
                port,
                port,
                new IngressRule.Source.Ipv4("10.0." + random.nextInt(2) + ".0/24"),
                description))
        .toList();
  }

  private static List<String> texts(List<IngressRule> rules) {
    return rules.stream().map(IngressRule::text).toList();
  }

  private static IngressRule described(String description) {
    return new IngressRule("tcp", 80, 80, new IngressRule.Source.Ipv4("0.0.0.0/0"), description);
  }

  private static IngressRule group(String id, int from, int to) {
    return new IngressRule(
        "TCP", from, to, new IngressRule.Source.Group(id), SharedRules.DESCRIPTION);
  }

  private static IngressRule cidr(String cidr, int port) {
    return new IngressRule(
        "tcp", port, port, new IngressRule.Source.Ipv4(cidr), SharedRules.DESCRIPTION);
  }
}
