package dev.weir.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.planner.crd.IngressClassParams;
import dev.weir.planner.crd.IngressClassParamsSpec;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

class AdmissionTest {
  private static final String ARN =
      "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/web/0123456789abcdef";
  private static final TargetGroup GROUP =
      TargetGroup.builder()
          .targetGroupArn(ARN)
          .targetGroupName("web")
          .targetType("ip")
          .protocol("HTTP")
          .ipAddressType("ipv4")
          .vpcId("vpc-0a1b2c3d4e5f60718")
          .build();

  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final BindingAdmission bindings =
      new BindingAdmission(
          "vpc-0a1b2c3d4e5f60718",
          arn -> Optional.of(GROUP).filter(group -> group.targetGroupArn().equals(arn)),
          name -> Optional.of(GROUP).filter(group -> group.targetGroupName().equals(name)));

  @Test
  void aBindingThatOnlyNamesItsTargetGroupGetsTheRestFromIt() {
    var completed = bindings.completed(binding("a", "targetGroupName: web").getSpec());

    assertThat(completed.targetGroupArn()).isEqualTo(ARN);
    assertThat(completed.targetType()).isEqualTo("ip");
    assertThat(completed.targetGroupProtocol()).isEqualTo("HTTP");
    assertThat(completed.ipAddressType()).isEqualTo("ipv4");
    assertThat(completed.vpcId()).isEqualTo("vpc-0a1b2c3d4e5f60718");
  }

  @Test
  void aBindingWithoutTargetGroupIsRefused() {
    assertThatThrownBy(() -> bindings.completed(binding("a", "targetType: ip").getSpec()))
        .hasMessage("must provide either TargetGroupARN or TargetGroupName");
    assertThat(bindings.validate(binding("a", "ipAddressType: ipv4"), null, List.of()))
        .contains(
            "TargetGroupBinding must specify these fields: either TargetGroupARN or"
                + " TargetGroupName,spec.targetType");
  }

  @Test
  void theTargetGroupOfABindingStays() {
    TargetGroupBinding before = binding("a", "targetGroupARN: other\n  targetType: instance");
    TargetGroupBinding after = binding("a", "targetGroupARN: " + ARN + "\n  targetType: ip");

    assertThat(bindings.validate(after, before, List.of()))
        .contains(
            "TargetGroupBinding update may not change these immutable fields:"
                + " spec.targetGroupARN,spec.targetType");
  }

  @Test
  void aSecondBindingOfATargetGroupNeedsMultiClusterModeOnBoth() {
    TargetGroupBinding first = binding("a", "targetGroupARN: " + ARN + "\n  targetType: ip");
    TargetGroupBinding second = binding("b", "targetGroupARN: " + ARN + "\n  targetType: ip");

    assertThat(bindings.validate(second, null, List.of(first)).orElse(""))
        .startsWith(
            "TargetGroup " + ARN + " is already bound to following TargetGroupBindings [ns/a].");
    String shared =
        "targetGroupARN: " + ARN + "\n  targetType: ip\n  multiClusterTargetGroup: true";
    assertThat(bindings.validate(binding("b", shared), null, List.of(binding("a", shared))))
        .isEmpty();
  }

  @Test
  void aProtocolOtherThanTheTargetGroupsIsRefused() {
    assertThat(
            bindings.validate(
                binding(
                    "a",
                    "targetGroupARN: " + ARN + "\n  targetType: ip\n  targetGroupProtocol: TCP"),
                null,
                List.of()))
        .contains("TargetGroup " + ARN + " protocol differs (got TCP, expected HTTP)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.0/8      |
          1.2.3.4         | spec.inboundCIDRs[0]: Invalid value: "1.2.3.4": Could not be parsed as a CIDR (did you mean "1.2.3.4/32")
          2001:db8::1     | spec.inboundCIDRs[0]: Invalid value: "2001:db8::1": Could not be parsed as a CIDR (did you mean "2001:db8::1/64")
          everyone        | spec.inboundCIDRs[0]: Invalid value: "everyone": Could not be parsed as a CIDR
          10.1.2.3/8      | spec.inboundCIDRs[0]: Invalid value: "10.1.2.3/8": Network contains bits outside prefix (did you mean "10.0.0.0/8")
          2001:db8::1/64  | spec.inboundCIDRs[0]: Invalid value: "2001:db8::1/64": Network contains bits outside prefix (did you mean "2001:db8::/64")
          """)
  void inboundCidrsAreChecked(String cidr, String error) {
    IngressClassParams params =
        serialization.unmarshal(
            "apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\nspec:\n  inboundCIDRs: ['"
                + cidr
                + "']",
            IngressClassParams.class);

    assertThat(IngressClassParamsAdmission.validate(params))
        .isEqualTo(error == null ? List.of() : List.of(error));
  }

  @Test
  void subnetsAreSelectedByIdsOrByTags() {
    IngressClassParams params = new IngressClassParams();
    params.setSpec(
        serialization.unmarshal(
            "subnets: {ids: [subnet-1, subnet-1], tags: {a: [b]}}", IngressClassParamsSpec.class));

    assertThat(IngressClassParamsAdmission.validate(params))
        .containsExactly(
            "spec.subnets: Forbidden: may not have both `ids` and `tags` set",
            "spec.subnets.ids[1]: Duplicate value: \"subnet-1\"");
  }

  @Test
  void servicesOfTypeLoadBalancerGetOurClassAndKeepIt() {
    Service created = service(null);

    assertThat(ServiceAdmission.loadBalancerClass(created, null, "service.k8s.aws/nlb"))
        .contains("service.k8s.aws/nlb");
    assertThat(ServiceAdmission.loadBalancerClass(created, service("service.k8s.aws/nlb"), "x"))
        .contains("service.k8s.aws/nlb");
    assertThat(ServiceAdmission.loadBalancerClass(service("other"), null, "x")).isEmpty();
  }

  @Test
  void podsBehindABoundServiceGetAReadinessGate() {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .addToLabels("app", "web")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    Service service =
        new ServiceBuilder().withNewSpec().addToSelector("app", "web").endSpec().build();
    List<TargetGroupBinding> all =
        List.of(binding("k8s-web", "targetType: ip"), binding("k8s-node", "targetType: instance"));

    assertThat(PodAdmission.readinessGates(pod, all, _ -> Optional.of(service)))
        .contains(List.of("target-health.elbv2.k8s.aws/k8s-web"));
    assertThat(PodAdmission.readinessGates(pod, all, _ -> Optional.empty())).isEmpty();
  }

  private Service service(String loadBalancerClass) {
    return new ServiceBuilder()
        .withNewSpec()
        .withType("LoadBalancer")
        .withLoadBalancerClass(loadBalancerClass)
        .endSpec()
        .build();
  }

  private TargetGroupBinding binding(String name, String spec) {
    return serialization.unmarshal(
        "apiVersion: elbv2.k8s.aws/v1beta1\nkind: TargetGroupBinding\nmetadata: {namespace: ns, name: "
            + name
            + "}\nspec:\n  serviceRef: {name: web, port: 80}\n  "
            + spec,
        TargetGroupBinding.class);
  }
}
