package dev.weir.planner.ingress;

import dev.weir.planner.Environment;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.manifest.ManifestObjects;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.plan.Planner;
import dev.weir.planner.stack.Stack;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Small Kubernetes objects in namespace `shop`, of class `alb`.
final class Fixtures {

  private Fixtures() {}

  /// The IngressClass, and the Services `web` and `api` with port 80.
  static List<HasMetadata> basics() {
    return List.of(ingressClass(), service("web"), service("api"));
  }

  /// An Ingress with a host, one path to port 80 of `web` and one to the annotation `act`.
  ///
  /// @param annotations by key without prefix
  static Ingress ingress(String name, Map<String, String> annotations) {
    Map<String, String> full = new HashMap<>();
    annotations.forEach((key, value) -> full.put(Annotation.INGRESS_PREFIX + key, value));
    return new IngressBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .withAnnotations(full)
        .endMetadata()
        .withNewSpec()
        .withIngressClassName("alb")
        .addNewRule()
        .withHost("www.example.com")
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName("web")
        .withNewPort()
        .withNumber(80)
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .addNewPath()
        .withPath("/act")
        .withPathType("Exact")
        .withNewBackend()
        .withNewService()
        .withName("act")
        .withNewPort()
        .withName("use-annotation")
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }

  static IngressClass ingressClass() {
    return new IngressClassBuilder()
        .withNewMetadata()
        .withName("alb")
        .endMetadata()
        .withNewSpec()
        .withController("ingress.k8s.aws/alb")
        .endSpec()
        .build();
  }

  static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withType("NodePort")
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withTargetPort(new IntOrString(8080))
        .withNodePort(30080)
        .endPort()
        .endSpec()
        .build();
  }

  /// The stack of the only group of the Ingresses.
  static Stack stackOf(List<? extends HasMetadata> ingresses) {
    return switch (only(ingresses)) {
      case PlanResult.Planned(var _, var _, Stack stack) -> stack;
      case PlanResult.Failed(var _, String id, var error) -> throw new AssertionError(id, error);
    };
  }

  /// Why the only group of the Ingresses cannot be planned.
  static String errorOf(List<? extends HasMetadata> ingresses) {
    return switch (only(ingresses)) {
      case PlanResult.Planned(var _, String id, var _) ->
          throw new AssertionError(id + " is planned");
      case PlanResult.Failed(var _, var _, var error) -> error.getMessage();
    };
  }

  private static PlanResult only(List<? extends HasMetadata> ingresses) {
    List<HasMetadata> objects = new ArrayList<>(basics());
    objects.addAll(ingresses);
    List<PlanResult> results = Planner.planAll(new ManifestObjects(objects), Environment.local());
    if (results.size() != 1) {
      throw new AssertionError("expected one result, got " + results);
    }
    return results.getFirst();
  }
}
