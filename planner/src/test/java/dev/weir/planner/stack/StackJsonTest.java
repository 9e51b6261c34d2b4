package dev.weir.planner.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackJsonTest {

  @Test
  void resourcesAreGroupedByTypeAndReferToEachOther() {
    Stack stack =
        Stack.builder("ns/ing")
            .add(
                "80",
                listener(
                    new RuleAction.FixedResponse("text/plain", null, "404"), List.of(), Map.of()))
            .build();

    assertThat(StackJson.toJson(stack))
        .isEqualTo(
            """
            {"id":"ns/ing","resources":{"AWS::ElasticLoadBalancingV2::Listener":{"80":{"spec":\
            {"loadBalancerARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/\
            LoadBalancer/status/loadBalancerARN"},"port":80,"protocol":"HTTP","defaultActions":\
            [{"type":"fixed-response","fixedResponseConfig":\
            {"contentType":"text/plain","statusCode":"404"}}]}}}}}\
            """);
  }

  @Test
  void existingCertificatesAreHidden() {
    Stack stack =
        Stack.builder("g")
            .add(
                "443",
                listener(
                    RuleAction.Forward.to(Token.of("arn")),
                    List.of(
                        new ListenerSpec.CertificateRef(
                            new Token.ExistingCertificate("arn:aws:acm:secret"))),
                    Map.of()))
            .build();

    assertThat(StackJson.toJson(stack))
        .contains("\"certificateARN\":{\"$ref\":\"#/resources///status/certificateARN\"}")
        .doesNotContain("arn:aws:acm:secret");
  }

  @Test
  void clientsOfOpenIdConnectAreRedacted() {
    RuleAction oidc =
        new RuleAction.AuthenticateOidc(
            Map.of(),
            "deny",
            null,
            null,
            1L,
            "i",
            "a",
            "t",
            "u",
            new RuleAction.OidcClient("my-id", "my-secret"));

    String json =
        StackJson.toJson(
            Stack.builder("g").add("443", listener(oidc, List.of(), Map.of())).build());

    assertThat(json)
        .contains("\"clientID\":\"[REDACTED]\",\"clientSecret\":\"[REDACTED]\"")
        .doesNotContain("my-id", "my-secret");
  }

  @Test
  void bindingsAreTemplatesOfKubernetesObjects() {
    BindingNetworking networking =
        new BindingNetworking(
            List.of(
                new BindingNetworking.Rule(
                    List.of(BindingNetworking.Peer.of(Token.of("sg-1"))),
                    List.of(new BindingNetworking.Port("TCP", new IntOrString("http"))))));
    Stack stack =
        Stack.builder("g")
            .add(
                "b",
                new TargetGroupBindingSpec(
                    "shop",
                    "k8s-web",
                    Token.targetGroupArn("b"),
                    "ip",
                    new TargetGroupBindingSpec.ServiceRef("web", new IntOrString(80)),
                    networking,
                    Map.of(),
                    "ipv4",
                    "vpc-1",
                    false,
                    "HTTP"))
            .build();

    assertThat(StackJson.toJson(stack))
        .contains(
            """
            {"spec":{"template":{"metadata":{"namespace":"shop","name":"k8s-web"},"spec":\
            {"targetGroupARN":{"$ref":"#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/b/\
            status/targetGroupARN"},"targetType":"ip","serviceRef":{"name":"web","port":80},\
            "networking":{"ingress":[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":\
            [{"protocol":"TCP","port":"http"}]}]},"ipAddressType":"ipv4","vpcID":"vpc-1",\
            "targetGroupProtocol":"HTTP"}}}}\
            """);
  }

  @Test
  void theTargetsOfAFrontendLoadBalancerAreListedEvenWithoutOne() {
    Stack stack =
        Stack.builder("g")
            .add(FrontendNlbTargetGroups.ID, new FrontendNlbTargetGroups(Map.of()))
            .build();

    assertThat(StackJson.toJson(stack))
        .isEqualTo(
            """
            {"id":"g","resources":{"FrontendNLBTargetGroup":\
            {"FrontendNLBTargetGroup":{"TargetGroups":{}}}}}\
            """);
  }

  @Test
  void markupIsEscapedAsGoDoes() {
    String json =
        StackJson.toJson(
            Stack.builder("g")
                .add(
                    "80",
                    listener(
                        new RuleAction.FixedResponse(null, "<a&b>", "200"), List.of(), Map.of()))
                .build());

    assertThat(json).contains("\\u003ca\\u0026b\\u003e");
  }

  @Test
  void ofTwoResourcesWithTheSameTypeAndIdTheFirstStays() {
    Stack stack =
        Stack.builder("g")
            .add("1", new ShieldProtectionSpec(true, Token.loadBalancerArn("1")))
            .add("1", new ShieldProtectionSpec(false, Token.loadBalancerArn("1")))
            .build();

    assertThat(stack.specs(ShieldProtectionSpec.class)).hasSize(1);
    assertThat(stack.spec(ShieldProtectionSpec.class, "1").orElseThrow().enabled()).isTrue();
  }

  private static ListenerSpec listener(
      RuleAction action, List<ListenerSpec.CertificateRef> certificates, Map<String, String> tags) {
    return new ListenerSpec(
        Token.loadBalancerArn("LoadBalancer"),
        80,
        "HTTP",
        List.of(action),
        certificates,
        null,
        List.of(),
        null,
        tags,
        List.of());
  }
}
