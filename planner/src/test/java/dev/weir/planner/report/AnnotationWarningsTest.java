package dev.weir.planner.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.manifest.ManifestReader;
import dev.weir.planner.manifest.ManifestReader.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationWarningsTest {

  @Test
  void anUnknownKeyUnderOurPrefixesIsNamedWithTheProbableOne() {
    assertThat(warnings("alb.ingress.kubernetes.io/certificate-arns"))
        .containsExactly(
            "Service shop/web: unknown annotation alb.ingress.kubernetes.io/certificate-arns (did you mean alb.ingress.kubernetes.io/certificate-arn?)");
    assertThat(warnings("service.beta.kubernetes.io/aws-load-balancer-schema").getFirst())
        .contains("aws-load-balancer-scheme");
  }

  @Test
  void keysOfOthersAndKnownOnesAreFine() {
    assertThat(warnings("example.com/anything")).isEmpty();
    assertThat(warnings("alb.ingress.kubernetes.io/target-type")).isEmpty();
    assertThat(warnings("service.beta.kubernetes.io/aws-load-balancer-target-group-attributes.80"))
        .isEmpty();
    assertThat(warnings("alb.ingress.kubernetes.io/actions.forward-all")).isEmpty();
  }

  private static List<String> warnings(String key) {
    String yaml =
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n  annotations:\n    "
            + key
            + ": x\n";
    return AnnotationWarnings.of(ManifestReader.read(List.of(new Source("f.yaml", yaml))).objects())
        .stream()
        .map(Object::toString)
        .toList();
  }
}
