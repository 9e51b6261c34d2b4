package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.crd.IngressClassParams;
import dev.weir.planner.crd.IngressClassParamsSpec;
import dev.weir.planner.ingress.ClassifiedIngress.ClassParams;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassParametersReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which Ingresses are ours: by the legacy annotation, else by their IngressClass, else by the
/// default class. Remembers the default class: make a new one for every load.
final class IngressClasses {

  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
  private static final String DEFAULT_ANNOTATION = "ingressclass.kubernetes.io/is-default-class";
  private static final String CONTROLLER = "ingress.k8s.aws/alb";
  private static final String DEFAULT_CLASS = "alb";

  private final KubernetesObjects objects;
  private final String flag;
  private @Nullable List<IngressClass> defaults;

  IngressClasses(KubernetesObjects objects, Environment environment) {
    this.objects = objects;
    this.flag = environment.flags().ingressClass();
  }

  /// The Ingress with the parameters of its class, or empty when another controller owns it.
  ///
  /// @throws InvalidIngressClass when its class cannot be read
  Optional<ClassifiedIngress> classify(Ingress ingress) {
    Map<String, String> annotations = ingress.getMetadata().getAnnotations();
    String byAnnotation = annotations == null ? null : annotations.get(CLASS_ANNOTATION);
    if (byAnnotation != null) {
      boolean ours = byAnnotation.equals(flag.isEmpty() ? DEFAULT_CLASS : flag);
      return ours
          ? Optional.of(ClassifiedIngress.of(ingress, ClassParams.none()))
          : Optional.empty();
    }
    String name = ingress.getSpec() == null ? null : ingress.getSpec().getIngressClassName();
    if (name != null) {
      return ofClass(ingress, named(name));
    }
    Optional<IngressClass> byDefault = defaultClass();
    if (byDefault.isPresent()) {
      return ofClass(ingress, byDefault.get());
    }
    return flag.isEmpty()
        ? Optional.of(ClassifiedIngress.of(ingress, ClassParams.none()))
        : Optional.empty();
  }

  private IngressClass named(String name) {
    return objects
        .ingressClass(name)
        .orElseThrow(
            () -> new InvalidIngressClass(NotFound.text("ingressclasses.networking.k8s.io", name)));
  }

  private Optional<IngressClass> defaultClass() {
    if (defaults == null) {
      defaults = objects.ingressClasses().stream().filter(IngressClasses::isDefault).toList();
    }
    if (defaults.size() > 1) {
      throw PlanError.inField("spec.ingressClassName", "multiple default IngressClasses found");
    }
    return defaults.stream().findFirst();
  }

  private static boolean isDefault(IngressClass ingressClass) {
    Map<String, String> annotations = ingressClass.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(DEFAULT_ANNOTATION));
  }

  private Optional<ClassifiedIngress> ofClass(Ingress ingress, IngressClass ingressClass) {
    if (ingressClass.getSpec() == null
        || !CONTROLLER.equals(ingressClass.getSpec().getController())) {
      return Optional.empty();
    }
    IngressClassParametersReference reference = ingressClass.getSpec().getParameters();
    if (reference == null) {
      return Optional.of(ClassifiedIngress.of(ingress, ClassParams.none()));
    }
    if (!"elbv2.k8s.aws".equals(reference.getApiGroup())
        || !"IngressClassParams".equals(reference.getKind())) {
      throw new InvalidIngressClass(
          "IngressClass "
              + ingressClass.getMetadata().getName()
              + " references unknown parameters");
    }
    String name = reference.getName() == null ? "" : reference.getName();
    IngressClassParams params =
        objects
            .ingressClassParams(name)
            .orElseThrow(() ->
                new InvalidIngressClass(NotFound.text("ingressclassparams.elbv2.k8s.aws", name)));
    IngressClassParamsSpec spec =
        params.getSpec() == null ? IngressClassParamsSpec.empty() : params.getSpec();
    requireNamespace(ingress.getMetadata().getNamespace(), name, spec);
    return Optional.of(ClassifiedIngress.of(ingress, new ClassParams(name, spec)));
  }

  private void requireNamespace(String namespace, String name, IngressClassParamsSpec params) {
    LabelSelector selector = params.namespaceSelector();
    if (selector == null) {
      return;
    }
    Map<String, String> labels =
        objects
            .namespace(namespace)
            .orElseThrow(() -> new InvalidIngressClass(NotFound.text("namespaces", namespace)))
            .getMetadata()
            .getLabels();
    if (!LabelSelection.matches(selector, labels == null ? Map.of() : labels)) {
      throw new InvalidIngressClass(
          "namespaceSelector of IngressClassParams " + name + " mismatch");
    }
  }

  /// The class of an Ingress, or the parameters of the class, cannot be read.
  static final class InvalidIngressClass extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidIngressClass(String cause) {
      super("invalid ingress class: " + cause);
    }

    PlanError asPlanError() {
      return PlanError.inField("spec.ingressClassName", String.valueOf(getMessage()));
    }
  }
}
