package dev.weir.planner.subnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.planner.Environment;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.Subnet;
import dev.weir.planner.crd.IngressClassParamsSpec.SubnetSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubnetResolverTest {

  private static final SubnetRequest INTERNAL =
      new SubnetRequest("application", "internal", "ipv4");
  private static final SubnetRequest PUBLIC =
      new SubnetRequest("application", "internet-facing", "ipv4");
  private static final SubnetRequest NETWORK = new SubnetRequest("network", "internal", "ipv4");

  private final List<Subnet> subnets = new ArrayList<>();
  private Environment environment = Environment.local();

  @Test
  void theRoleTagOfTheSchemeMarksSubnets() {
    add("subnet-1", "a").tags("kubernetes.io/role/internal-elb", "1").done();
    add("subnet-2", "b").tags("kubernetes.io/role/internal-elb", "").done();
    add("subnet-3", "c").tags("kubernetes.io/role/internal-elb", "true").done();
    add("subnet-4", "d").tags("kubernetes.io/role/elb", "1").done();
    assertThat(ids(resolver().discover(INTERNAL))).containsExactly("subnet-1", "subnet-2");
  }

  @Test
  void withoutRoleTagsRouteTablesDecide() {
    add("subnet-1", "a").isPublic(true).done();
    add("subnet-2", "b").isPublic(true).done();
    add("subnet-3", "a").done();
    add("subnet-4", "b").done();
    assertThat(ids(resolver().discover(PUBLIC))).containsExactly("subnet-1", "subnet-2");
    assertThat(ids(resolver().discover(INTERNAL))).containsExactly("subnet-3", "subnet-4");
    gate(FeatureGate.SUBNET_DISCOVERY_BY_REACHABILITY, false);
    assertThatThrownBy(() -> resolver().discover(PUBLIC))
        .hasMessage(
            "unable to resolve at least one subnet. Evaluated 0 subnets: 0 are tagged for other clusters, and 0 have insufficient available IP addresses");
  }

  @Test
  void eachZoneGivesTheSubnetOfTheClusterElseTheOneWithTheLowestId() {
    add("subnet-1", "a").done();
    add("subnet-2", "a").tags("kubernetes.io/cluster/workshop", "owned").done();
    add("subnet-4", "b").done();
    add("subnet-3", "b").done();
    assertThat(ids(resolver().discover(INTERNAL))).containsExactly("subnet-2", "subnet-3");
  }

  @Test
  void subnetsOfOtherClustersAndFullOnesAreLeftOutAndCounted() {
    add("subnet-1", "a").tags("kubernetes.io/cluster/other", "owned").addresses(2).done();
    add("subnet-2", "b").addresses(7).done();
    assertThatThrownBy(() -> resolver().discover(INTERNAL))
        .hasMessage(
            "unable to resolve at least one subnet. Evaluated 2 subnets: 1 are tagged for other clusters, and 1 have insufficient available IP addresses");
    gate(FeatureGate.SUBNETS_CLUSTER_TAG_CHECK, false);
    assertThatThrownBy(() -> resolver().discover(INTERNAL))
        .hasMessageContaining("0 are tagged")
        .hasMessageContaining("2 have");
  }

  @Test
  void dualstackNeedsIpv6() {
    add("subnet-1", "a").done();
    assertThatThrownBy(
            () -> resolver().discover(new SubnetRequest("network", "internal", "dualstack")))
        .hasMessageEndingWith(
            "0 have insufficient available IP addresses, and 1 don't have an associated IPv6 CIDR block, which is required for dualstack load balancers");
    assertThatThrownBy(() ->
            resolver()
                .byNamesOrIds(
                    List.of("subnet-1"), new SubnetRequest("network", "internal", "dualstack")))
        .hasMessage(
            "subnets [subnet-1] do not have an associated IPv6 CIDR block, which is required for dualstack load balancers");
  }

  @Test
  void anApplicationLoadBalancerNeedsTwoZonesUnlessTheGateIsOn() {
    add("subnet-1", "a").done();
    assertThatThrownBy(() -> resolver().discover(INTERNAL))
        .hasMessage("subnets count less than minimal required count: 1 < 2");
    assertThat(resolver().discover(NETWORK)).hasSize(1);
    gate(FeatureGate.ALB_SINGLE_SUBNET, true);
    assertThat(resolver().discover(INTERNAL)).hasSize(1);
  }

  @Test
  void aLocalZoneMayNotBeMixedWithOthersAndNeedsOneSubnetOnly() {
    add("subnet-1", "a").zone(Subnet.Zone.Type.LOCAL_ZONE, null).done();
    assertThat(resolver().discover(INTERNAL)).hasSize(1);
    add("subnet-2", "b").zone(Subnet.Zone.Type.AVAILABILITY_ZONE, "arn:outpost").done();
    assertThatThrownBy(() -> resolver().discover(INTERNAL))
        .hasMessage("subnets in multiple locales: [local-zone outpost]");
  }

  @Test
  void aListKeepsItsOrderAndMayNameSubnetsById_orByNameTag() {
    add("subnet-1", "a").tags("Name", "blue").done();
    add("subnet-2", "b").tags("Name", "green").done();
    assertThat(ids(resolver().byNamesOrIds(List.of("green", "subnet-1"), INTERNAL)))
        .containsExactly("subnet-2", "subnet-1");
  }

  @Test
  void aRepeatedNameTakesTheNextSubnetWithIt() {
    add("subnet-2", "b").tags("Name", "blue").done();
    add("subnet-1", "a").tags("Name", "blue").done();
    assertThat(ids(resolver().byNamesOrIds(List.of("blue", "blue"), INTERNAL)))
        .containsExactly("subnet-1", "subnet-2");
    assertThatThrownBy(() -> resolver().byNamesOrIds(List.of("blue", "blue", "blue"), INTERNAL))
        .hasMessage(
            "failed to list subnets by names or IDs: subnet with Name tag \"blue\" requested 3 times but only 2 subnet(s) found with that name");
  }

  @Test
  void whatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> resolver().byNamesOrIds(List.of("subnet-9"), INTERNAL))
        .hasMessage(
            "failed to list subnets by names or IDs: InvalidSubnetID.NotFound: The subnet ID 'subnet-9' does not exist");
    assertThatThrownBy(() -> resolver().byNamesOrIds(List.of("nosuch"), INTERNAL))
        .hasMessage(
            "failed to list subnets by names or IDs: couldn't find all subnets, missing names: [nosuch]");
    assertThatThrownBy(() -> resolver().byNamesOrIds(List.of(), INTERNAL))
        .hasMessage("unable to resolve at least one subnet");
  }

  @Test
  void twoNamedSubnetsMayNotShareAZone() {
    add("subnet-1", "a").done();
    add("subnet-2", "a").done();
    assertThatThrownBy(() -> resolver().byNamesOrIds(List.of("subnet-2", "subnet-1"), INTERNAL))
        .hasMessage("multiple subnets in same Availability Zone eu-west-1a: [subnet-2 subnet-1]");
  }

  @Test
  void aSelectorNamesIdsOrTags() {
    add("subnet-1", "a").tags("tier", "web").done();
    add("subnet-2", "b").tags("tier", "app").done();
    add("subnet-3", "c").tags("tier", "db").done();
    assertThat(
            ids(
                resolver()
                    .bySelector(
                        new SubnetSelector(List.of(), Map.of("tier", List.of("web", "app"))),
                        INTERNAL)))
        .containsExactly("subnet-1", "subnet-2");
    assertThat(
            ids(
                resolver()
                    .bySelector(
                        new SubnetSelector(List.of("subnet-3", "subnet-1"), Map.of()), INTERNAL)))
        .containsExactly("subnet-1", "subnet-3");
  }

  private void gate(FeatureGate gate, boolean enabled) {
    environment = environment.withGates(environment.gates().with(gate, enabled));
  }

  private SubnetResolver resolver() {
    return new SubnetResolver(environment.withVpc(environment.vpc().withSubnets(subnets)));
  }

  private static List<String> ids(List<Subnet> found) {
    return found.stream().map(Subnet::id).toList();
  }

  private Draft add(String id, String zone) {
    return new Draft(id, zone);
  }

  private final class Draft {
    private final String id;
    private final Map<String, String> tags = new HashMap<>();
    private Subnet.Zone zone;
    private long addresses = 100;
    private boolean isPublic;

    private Draft(String id, String zone) {
      this.id = id;
      this.zone = new Subnet.Zone("eu-west-1" + zone, Subnet.Zone.Type.AVAILABILITY_ZONE, null);
    }

    private Draft tags(String key, String value) {
      tags.put(key, value);
      return this;
    }

    private Draft zone(Subnet.Zone.Type type, String outpost) {
      zone = new Subnet.Zone(zone.availabilityZone(), type, outpost);
      return this;
    }

    private Draft addresses(long count) {
      addresses = count;
      return this;
    }

    private Draft isPublic(boolean value) {
      isPublic = value;
      return this;
    }

    private void done() {
      subnets.add(
          new Subnet(
              id, zone, environment.vpc().id(), "192.168.0.0/24", null, addresses, tags, isPublic));
    }
  }
}
