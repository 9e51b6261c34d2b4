package dev.weir.controller.admission;

import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.RuleAnnotations;
import dev.weir.planner.ingress.ConditionReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether an Ingress may be created or changed, as the validating webhook decides. Other
/// controllers' Ingresses always may.
///
/// @param ingressClassFlag value of `--ingress-class`
/// @param refuseClassAnnotation `--disable-ingress-class-annotation`
/// @param refuseGroupAnnotation `--disable-ingress-group-name-annotation`
public record IngressAdmission(
    KubernetesObjects objects,
    String ingressClassFlag,
    boolean refuseClassAnnotation,
    boolean refuseGroupAnnotation) {
  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
  private static final String GROUP_ANNOTATION = "alb.ingress.kubernetes.io/group.name";
  private static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";
  private static final String CONTROLLER = "ingress.k8s.aws/alb";

  /// Why it may not; empty when it may.
  ///
  /// @param before null for a creation
  public Optional<String> validate(Ingress ingress, @Nullable Ingress before) {
    try {
      if (!isOurs(ingress)) {
        return Optional.empty();
      }
      checkAnnotations(ingress, before);
      checkConditions(ingress);
      return Optional.empty();
    } catch (Denied e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean isOurs(Ingress ingress) {
    String annotation = annotation(ingress, CLASS_ANNOTATION);
    if (annotation != null) {
      return matchesFlag(annotation);
    }
    String name = className(ingress);
    if (name != null) {
      IngressClass ingressClass =
          objects
              .ingressClass(name)
              .orElseThrow(() ->
                  new Denied(
                      "invalid ingress class: IngressClass.networking.k8s.io \""
                          + name
                          + "\" not found"));
      return isOurs(ingressClass);
    }
    List<IngressClass> defaults =
        objects.ingressClasses().stream()
            .filter(ingressClass -> "true".equals(annotation(ingressClass, DEFAULT_CLASS)))
            .toList();
    if (defaults.size() > 1) {
      throw new Denied("multiple default IngressClasses found");
    }
    return defaults.isEmpty() ? ingressClassFlag.isEmpty() : isOurs(defaults.getFirst());
  }

  private void checkAnnotations(Ingress ingress, @Nullable Ingress before) {
    String annotation = annotation(ingress, CLASS_ANNOTATION);
    String annotationBefore = before == null ? null : annotation(before, CLASS_ANNOTATION);
    if (refuseClassAnnotation
        && annotation != null
        && (annotationBefore == null || !matchesFlag(annotationBefore))) {
      throw new Denied("new usage of `" + CLASS_ANNOTATION + "` annotation is forbidden");
    }
    String group = annotation(ingress, GROUP_ANNOTATION);
    String groupBefore = before == null ? null : annotation(before, GROUP_ANNOTATION);
    if (refuseGroupAnnotation && group != null && !group.equals(groupBefore)) {
      throw new Denied("new usage of `" + GROUP_ANNOTATION + "` annotation is forbidden");
    }
    String name = className(ingress);
    String nameBefore = before == null ? null : className(before);
    if (name != null && !Objects.equals(name, nameBefore) && objects.ingressClass(name).isEmpty()) {
      throw new Denied(
          "invalid ingress class: IngressClass.networking.k8s.io \"" + name + "\" not found");
    }
  }

  private static void checkConditions(Ingress ingress) {
    Annotations annotations = Annotations.of(ingress);
    for (String service : pathServices(ingress)) {
      var key = RuleAnnotations.CONDITIONS.with(service);
      try {
        annotations.json(key, ConditionReader::read);
      } catch (PlanError e) {
        throw new Denied(
            "ignoring Ingress "
                + ingress.getMetadata().getNamespace()
                + "/"
                + ingress.getMetadata().getName()
                + " since invalid alb.ingress.kubernetes.io/conditions."
                + service
                + " annotation: "
                + e.getMessage());
      }
    }
  }

  private static Set<String> pathServices(Ingress ingress) {
    Set<String> services = new TreeSet<>();
    if (ingress.getSpec() != null) {
      ingress.getSpec().getRules().stream()
          .filter(rule -> rule.getHttp() != null)
          .flatMap(rule -> rule.getHttp().getPaths().stream())
          .filter(path -> path.getBackend() != null && path.getBackend().getService() != null)
          .forEach(path -> services.add(path.getBackend().getService().getName()));
    }
    return services;
  }

  private boolean matchesFlag(String annotation) {
    return annotation.equals(ingressClassFlag)
        || (ingressClassFlag.isEmpty() && annotation.equals("alb"));
  }

  private static boolean isOurs(IngressClass ingressClass) {
    return ingressClass.getSpec() != null
        && CONTROLLER.equals(ingressClass.getSpec().getController());
  }

  private static @Nullable String className(Ingress ingress) {
    return ingress.getSpec() == null ? null : ingress.getSpec().getIngressClassName();
  }

  private static @Nullable String annotation(HasMetadata object, String key) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of()).get(key);
  }
}
