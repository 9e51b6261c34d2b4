package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/// Which Ingress path a rule comes from.
class IngressPathTest {
  private static final List<IngressPath> PATHS =
      IngressPath.of(
          Serialization.unmarshal(
              """
              apiVersion: networking.k8s.io/v1
              kind: Ingress
              metadata: {namespace: shop, name: web}
              spec:
                defaultBackend: {service: {name: a, port: {number: 80}}}
                rules:
                - host: a.example
                  http: {paths: [{path: /x, pathType: Prefix}, {path: /y, pathType: Exact}]}
                - http: {paths: [{path: /, pathType: Prefix}]}
              """,
              Ingress.class));

  @Test
  void aPrefixIsThePathAndEverythingBelowIt() {
    assertThat(origin(rule("/x", "/x/*", "a.example"))).isEqualTo("shop/web a.example/x");
    assertThat(origin(rule("/*", null, null))).isEqualTo("shop/web /");
  }

  @Test
  void anExactPathIsItself() {
    assertThat(origin(rule("/y", null, "a.example"))).isEqualTo("shop/web a.example/y");
  }

  @Test
  void aRuleOfAnotherHostComesFromElsewhere() {
    assertThat(origin(rule("/x", "/x/*", "b.example"))).isEmpty();
    assertThat(origin(rule("/x", "/x/*", null))).isEmpty();
  }

  @Test
  void theDefaultRuleComesFromTheDefaultBackend() {
    assertThat(origin(Rule.builder().isDefault(true).priority("default").build()))
        .isEqualTo("shop/web default backend");
  }

  private static String origin(Rule rule) {
    return PATHS.stream()
        .filter(path -> path.makes(rule))
        .map(IngressPath::text)
        .findFirst()
        .orElse("");
  }

  private static Rule rule(
      String path,
      @org.jspecify.annotations.Nullable String second,
      @org.jspecify.annotations.Nullable String host) {
    List<String> values = second == null ? List.of(path) : List.of(path, second);
    RuleCondition paths =
        RuleCondition.builder()
            .field("path-pattern")
            .pathPatternConfig(config -> config.values(values))
            .build();
    RuleCondition hosts =
        RuleCondition.builder()
            .field("host-header")
            .hostHeaderConfig(config -> config.values(String.valueOf(host)))
            .build();
    return Rule.builder()
        .isDefault(false)
        .priority("1")
        .conditions(host == null ? List.of(paths) : List.of(paths, hosts))
        .build();
  }
}
