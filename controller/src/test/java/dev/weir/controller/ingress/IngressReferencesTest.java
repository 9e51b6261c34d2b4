package dev.weir.controller.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.controller.environment.EnvironmentNeeds;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngressReferencesTest {
  @Test
  void servicesAreThoseOfBackendsAndOfActions() {
    Ingress ingress =
        ingress(
            Map.of(
                "alb.ingress.kubernetes.io/actions.split",
                "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"blue\"},{\"ServiceName\" : \"green\"}]}}"));

    assertThat(IngressReferences.services(ingress))
        .containsExactly("shop/blue", "shop/fallback", "shop/frontend", "shop/green", "shop/split");
  }

  @Test
  void secretsAreThoseOfOidc() {
    Ingress ingress =
        ingress(Map.of("alb.ingress.kubernetes.io/auth-idp-oidc", "{\"secretName\":\"login\"}"));

    assertThat(IngressReferences.secrets(ingress)).containsExactly("shop/login");
    assertThat(IngressReferences.secrets(ingress(Map.of()))).isEmpty();
  }

  @Test
  void onlyWhatAnnotationsMayNeedIsAskedOfAws() {
    assertThat(EnvironmentNeeds.of(List.of(ingress(Map.of())), false))
        .isEqualTo(new EnvironmentNeeds(true, false, false, false, false, false));
    assertThat(
            EnvironmentNeeds.of(
                List.of(
                    ingress(
                        Map.of(
                            "alb.ingress.kubernetes.io/listen-ports", "[{\"HTTPS\": 443}]",
                            "alb.ingress.kubernetes.io/security-groups", "web"))),
                false))
        .isEqualTo(new EnvironmentNeeds(true, true, true, false, false, false));
  }

  private static Ingress ingress(Map<String, String> annotations) {
    return new IngressBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("web")
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withNewDefaultBackend()
        .withNewService()
        .withName("fallback")
        .endService()
        .endDefaultBackend()
        .addNewRule()
        .withNewHttp()
        .addNewPath()
        .withNewBackend()
        .withNewService()
        .withName("frontend")
        .endService()
        .endBackend()
        .endPath()
        .addNewPath()
        .withNewBackend()
        .withNewService()
        .withName("split")
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }
}
