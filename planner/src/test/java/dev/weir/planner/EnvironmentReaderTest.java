package dev.weir.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnvironmentReaderTest {

  @Test
  void everyPartIsRead() {
    Environment environment =
        read(
            """
            clusterName: workshop
            region: eu-west-1
            vpcID: vpc-1
            vpcCIDRs: [192.168.0.0/16]
            backendSecurityGroup: sg-auto
            flags:
              default-tags: {team: web}
              external-managed-tags: [zone]
              enable-backend-security-group: false
              default-target-type: ip
            featureGates:
              EnableTCPUDPListener: true
            subnets:
            - id: subnet-1
              availabilityZone: eu-west-1a
              vpcID: vpc-1
              cidr: 192.168.0.0/19
              availableIPs: 1000
              tags: {Name: a}
              public: true
              zoneType: local-zone
            securityGroups:
            - {id: sg-1, tags: {Name: web}}
            certificates:
            - {arn: 'arn:c', domains: ['*.example.com'], ca: 'arn:ca'}
            trustStores: [{name: t, arn: 'arn:t'}]
            loadBalancers:
            - {arn: 'arn:lb', name: lb, type: network, scheme: internal, subnets: [subnet-1], securityGroups: null}
            """);

    assertThat(environment.clusterName()).isEqualTo("workshop");
    assertThat(environment.flags().defaultTags()).containsEntry("team", "web");
    assertThat(environment.flags().externalManagedTags()).containsExactly("zone");
    assertThat(environment.flags().enableBackendSecurityGroup()).isFalse();
    assertThat(environment.flags().defaultTargetType()).isEqualTo("ip");
    assertThat(environment.isEnabled(FeatureGate.ENABLE_TCP_UDP_LISTENER)).isTrue();
    assertThat(environment.backendSecurityGroup()).contains("sg-auto");
    assertThat(environment.vpc().subnets().getFirst().zone().locale()).isEqualTo("local-zone");
    assertThat(environment.account().certificates().getFirst().authorityArn()).isEqualTo("arn:ca");
    assertThat(environment.account().loadBalancers().getFirst().securityGroups()).isEmpty();
  }

  @Test
  void whatIsAbsentOrNullHasItsDefault() {
    Environment environment = read("flags: null\nsubnets: null\n");
    assertThat(environment.flags().ingressClass()).isEqualTo("alb");
    assertThat(environment.flags().defaultSslPolicy()).isEqualTo("ELBSecurityPolicy-2016-08");
    assertThat(environment.isEnabled(FeatureGate.ENABLE_IP_TARGET_TYPE)).isTrue();
    assertThat(environment.vpc().subnets()).isEmpty();
    assertThat(environment.backendSecurityGroup()).isEmpty();
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("clusterName: a\nsubnets:\n- id: subnet-1\n  cidrs: x\n"))
        .hasMessageStartingWith(
            "env.yaml:4: subnets[0].cidrs: unknown field, expected one of availabilityZone,");
  }

  @Test
  void anUnknownFlagOrGateIsRefused() {
    assertThatThrownBy(() -> read("flags:\n  default-tag: {}\n"))
        .hasMessageContaining("env.yaml:2: flags.default-tag");
    assertThatThrownBy(() -> read("featureGates:\n  EnableTCPUDPListenerType: true\n"))
        .hasMessage(
            "env.yaml:2: featureGates.EnableTCPUDPListenerType: unknown feature: EnableTCPUDPListenerType");
  }

  @Test
  void aFlagThatPlansDoNotDependOnMayStandThereWithAnyValue() {
    Environment environment =
        read("flags:\n  sync-period: 10h\n  ingress-class: internal\n  log-level: 3\n");
    assertThat(environment.flags().ingressClass()).isEqualTo("internal");
  }

  @Test
  void aMisspeltFlagSaysWhichOneMayBeMeant() {
    assertThatThrownBy(() -> read("flags:\n  default-target-typ: ip\n"))
        .hasMessage(
            "env.yaml:2: flags.default-target-typ: unknown flag (did you mean default-target-type?)");
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> read("flags:\n  enable-waf: \"yes\"\n"))
        .hasMessage("env.yaml:2: flags.enable-waf: expected true or false, found \"yes\"");
    assertThatThrownBy(() -> read("vpcCIDRs: 10.0.0.0/8\n"))
        .hasMessageContaining("expected a list");
  }

  @Test
  void theLocalWorldHasTwoPublicAndTwoPrivateSubnets() {
    assertThat(Environment.local().clusterName()).isEqualTo("workshop");
    assertThat(Environment.local().vpc().subnets()).filteredOn(Subnet::isPublic).hasSize(2);
  }

  private static Environment read(String yaml) {
    return EnvironmentReader.read("env.yaml", yaml);
  }
}
