package dev.weir.planner.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class IngressClassParamsTest {

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @Test
  void everyFieldIsReadFromYaml() {
    IngressClassParams params =
        serialization.unmarshal(
            """
            apiVersion: elbv2.k8s.aws/v1beta1
            kind: IngressClassParams
            metadata:
              name: params
            spec:
              group:
                name: shared
              scheme: internal
              certificateArn: [arn:1]
              subnets:
                tags:
                  Name: [a, b]
              tags:
              - key: team
                value: web
              listeners:
              - protocol: HTTPS
                port: 443
                listenerAttributes:
                - key: routing.http.response.server.enabled
                  value: "false"
              minimumLoadBalancerCapacity:
                capacityUnits: 100
              ipamConfiguration:
                ipv4IPAMPoolId: pool-1
              namespaceSelector:
                matchLabels:
                  team: web
              prefixListsIDs: [pl-1]
              PrefixListsIDs: [pl-2]
              notYetInvented: true
            """,
            IngressClassParams.class);

    IngressClassParamsSpec spec = params.getSpec();
    assertThat(spec.group().name()).isEqualTo("shared");
    assertThat(spec.certificateArn()).containsExactly("arn:1");
    assertThat(spec.subnets().tags()).containsEntry("Name", java.util.List.of("a", "b"));
    assertThat(spec.listeners().getFirst().listenerAttributes()).hasSize(1);
    assertThat(spec.minimumLoadBalancerCapacity().capacityUnits()).isEqualTo(100);
    assertThat(spec.ipamConfiguration().ipv4IpamPoolId()).isEqualTo("pool-1");
    assertThat(spec.namespaceSelector().getMatchLabels()).containsEntry("team", "web");
    assertThat(spec.prefixListsIDs()).containsExactly("pl-1");
    assertThat(spec.prefixListsIDsLegacy()).containsExactly("pl-2");
    assertThat(spec.inboundCIDRs()).isEmpty();
  }

  @Test
  void whatIsNotSetIsNotWritten() {
    IngressClassParams params = new IngressClassParams();
    assertThat(serialization.asJson(params))
        .doesNotContain("certificateArn")
        .doesNotContain("scheme");
  }

  @Test
  void aTargetGroupBindingSurvivesWritingAndReading() {
    String json =
        """
        {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"name":"b","namespace":"n"},\
        "spec":{"targetGroupARN":"arn:tg","targetType":"ip","serviceRef":{"name":"s","port":80},"vpcID":"vpc-1",\
        "networking":{"ingress":[{"from":[{"securityGroup":{"groupID":"sg-1"}}],\
        "ports":[{"protocol":"TCP","port":"http"}]}]}}}\
        """;
    TargetGroupBinding binding = serialization.unmarshal(json, TargetGroupBinding.class);
    assertThat(
            binding
                .getSpec()
                .networking()
                .ingress()
                .getFirst()
                .ports()
                .getFirst()
                .port()
                .getStrVal())
        .isEqualTo("http");
    TargetGroupBinding again =
        serialization.unmarshal(serialization.asJson(binding), TargetGroupBinding.class);
    assertThat(again.getSpec()).isEqualTo(binding.getSpec());
  }
}
