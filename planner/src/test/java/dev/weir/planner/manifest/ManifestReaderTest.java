package dev.weir.planner.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.planner.manifest.ManifestReader.Manifests;
import dev.weir.planner.manifest.ManifestReader.Source;
import dev.weir.planner.yaml.SourceProblem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec:
        ports: [{port: 80, targetPort: http}]
      """;

  @Test
  void objectsAreReadAsWrittenWithoutDefaults() {
    Manifests manifests =
        read(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web, namespace: shop}
            spec:
              rules:
              - http:
                  paths:
                  - path: /
                    backend: {service: {name: web, port: {number: 80}}}
            """);
    assertThat(manifests.problems()).isEmpty();
    Ingress ingress = manifests.objects().ingresses().getFirst();
    assertThat(
            ingress.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().getPathType())
        .isNull();
  }

  @Test
  void anObjectWithoutNamespaceIsInTheDefaultNamespace() {
    Manifests manifests = read(SERVICE.replace(", namespace: shop", ""));
    assertThat(manifests.objects().service("default", "web")).isPresent();
  }

  @Test
  void problemsOfAFileComeInTheOrderOfItsLines() {
    Manifests manifests = read(SERVICE.replace("ports", "prots") + "---\nkind: [\n---\n- a\n");
    assertThat(manifests.problems()).extracting(SourceProblem::line).isSorted().hasSize(3);
  }

  @Test
  void anIngressOfAnOldApiSaysWhichOneIsRead() {
    Manifests manifests =
        read("apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: old}\n");
    assertThat(manifests.notes())
        .containsExactly(
            "f.yaml:1: Ingress old (extensions/v1beta1) is not read, only that of networking.k8s.io/v1 is");
  }

  @Test
  void nothingWhereAnItemOfAListBelongsIsAProblem() {
    Manifests manifests = read(SERVICE.replace("[{port: 80, targetPort: http}]", "[null]"));
    assertThat(manifests.problems())
        .extracting(Object::toString)
        .containsExactly(
            "f.yaml:5: Service shop/web: spec.ports[0]: expected an item, found nothing");
  }

  @Test
  void aServicePortWithoutANumberIsAProblem() {
    Manifests manifests = read(SERVICE.replace("port: 80, ", ""));
    assertThat(manifests.problems())
        .extracting(Object::toString)
        .containsExactly(
            "f.yaml:5: Service shop/web: spec.ports[0].port: expected a whole number, found nothing");
  }

  @Test
  void itemsOfListsAreRead() {
    Manifests manifests =
        read(
            "apiVersion: v1\nkind: List\nitems:\n- "
                + SERVICE.strip().replace("\n", "\n  ")
                + "\n");
    assertThat(manifests.problems()).isEmpty();
    assertThat(manifests.objects().services()).hasSize(1);
  }

  @Test
  void stringDataOfASecretBecomesData() {
    Manifests manifests =
        read(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: oidc, namespace: shop}
            data: {clientID: aWQ=}
            stringData: {clientSecret: "s3cret\\n"}
            """);
    Secret secret = manifests.objects().secret("shop", "oidc").orElseThrow();
    assertThat(secret.getData())
        .containsEntry("clientID", "aWQ=")
        .containsEntry("clientSecret", "czNjcmV0Cg==");
  }

  @Test
  void aMisspelledFieldIsReportedWithLineObjectAndTheProbableName() {
    Manifests manifests = read(SERVICE.replace("targetPort", "targtPort"));
    assertThat(manifests.problems())
        .singleElement()
        .hasToString(
            "f.yaml:5: Service shop/web: spec.ports[0].targtPort: unknown field (did you mean targetPort?)");
    assertThat(manifests.objects().services()).isEmpty();
  }

  @Test
  void aValueOfAnotherTypeIsReportedWithWhatWasExpected() {
    Manifests manifests =
        read(
            SERVICE
                .replace("port: 80", "port: \"80\"")
                .replace("namespace: shop", "namespace: shop, annotations: {a: 1}"));
    assertThat(manifests.problems())
        .extracting(Object::toString)
        .containsExactly(
            "f.yaml:3: Service shop/web: metadata.annotations.a: expected text, found 1",
            "f.yaml:5: Service shop/web: spec.ports[0].port: expected a whole number, found \"80\"");
  }

  @Test
  void otherDocumentsAndFilesAreStillRead() {
    Manifests manifests =
        ManifestReader.read(
            List.of(
                new Source("a.yaml", "a: [\n---\n" + SERVICE),
                new Source("b.yaml", SERVICE.replace("name: web", "name: api"))));
    assertThat(manifests.problems()).hasSize(1);
    assertThat(manifests.objects().services()).hasSize(2);
  }

  @Test
  void otherKindsAreLeftOutWithANote() {
    Manifests manifests =
        read(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n---\n"
                + SERVICE);
    assertThat(manifests.problems()).isEmpty();
    assertThat(manifests.notes())
        .containsExactly("f.yaml:1: Deployment shop/web (apps/v1) is not read");
  }

  @Test
  void anotherVersionOfAKnownKindIsRefused() {
    Manifests manifests =
        read(
            "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\n");
    assertThat(manifests.problems())
        .singleElement()
        .hasToString(
            "f.yaml:1: Ingress shop/web: apiVersion: expected networking.k8s.io/v1, found networking.k8s.io/v1beta1");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThat(read("- 1\n- 2\n").problems())
        .singleElement()
        .asString()
        .contains("expected a Kubernetes object");
    assertThat(read("metadata: {name: a}\n").problems())
        .singleElement()
        .asString()
        .contains("kind");
    assertThat(read("apiVersion: v1\nkind: Service\nspec: {}\n").problems())
        .singleElement()
        .asString()
        .contains("metadata.name");
  }

  @Test
  void paramsAreReadWithBothSpellingsOfTheirPrefixLists() {
    Manifests manifests =
        read(
            "apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\nmetadata: {name: p}\n"
                + "spec: {PrefixListsIDs: [pl-1], prefixListsIDs: [pl-2], scheme: internal}\n");
    assertThat(manifests.problems()).isEmpty();
    var spec = manifests.objects().ingressClassParams("p").orElseThrow().getSpec();
    assertThat(spec.prefixListsIDs()).containsExactly("pl-2");
    assertThat(spec.prefixListsIDsLegacy()).containsExactly("pl-1");
  }

  private static Manifests read(String yaml) {
    return ManifestReader.read(List.of(new Source("f.yaml", yaml)));
  }
}
