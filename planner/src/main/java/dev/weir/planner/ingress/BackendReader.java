package dev.weir.planner.ingress;

import dev.weir.planner.ControllerFlags;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.account.NamedLookup;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.RuleAnnotations;
import dev.weir.planner.ingress.BackendAction.ExistingTargetGroup;
import dev.weir.planner.ingress.BackendAction.ForwardTo;
import dev.weir.planner.ingress.BackendAction.NamedTargetGroup;
import dev.weir.planner.ingress.BackendAction.ServicePort;
import dev.weir.planner.ingress.BackendAction.Target;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.RuleTransform;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Reads a backend with the annotations about it, and checks that its Services are there.
final class BackendReader {

  private static final String USE_ANNOTATION = "use-annotation";

  private final KubernetesObjects objects;
  private final ControllerFlags flags;
  private final NamedLookup lookup;

  BackendReader(PlanContext context) {
    this.objects = context.objects();
    this.flags = context.environment().flags();
    this.lookup = new NamedLookup(context.environment().account());
  }

  Backend read(ClassifiedIngress ingress, IngressBackend backend) {
    IngressServiceBackend service = backend.getService();
    if (service == null) {
      throw PlanError.inField("backend", "missing required \"service\" field");
    }
    String name = service.getName() == null ? "" : service.getName();
    Annotations annotations = ingress.annotations();
    List<RuleCondition> conditions =
        annotations
            .json(RuleAnnotations.CONDITIONS.with(name), ConditionReader::read)
            .orElse(List.of());
    List<RuleTransform> transforms =
        annotations
            .json(RuleAnnotations.TRANSFORMS.with(name), TransformReader::read)
            .orElse(List.of());
    ServiceBackendPort port =
        service.getPort() == null ? new ServiceBackendPort() : service.getPort();
    BackendAction action =
        USE_ANNOTATION.equals(port.getName())
            ? annotated(annotations, name)
            : BackendAction.toService(name, reference(port));
    action = withServices(ingress, action);
    return new Backend(
        action,
        conditions,
        transforms,
        AuthReader.read(authAnnotations(ingress, action)),
        AuthReader.jwt(annotations));
  }

  private static IntOrString reference(ServiceBackendPort port) {
    if (port.getName() != null && !port.getName().isEmpty()) {
      return new IntOrString(port.getName());
    }
    return new IntOrString(port.getNumber() == null ? Integer.valueOf(0) : port.getNumber());
  }

  private BackendAction annotated(Annotations annotations, String name) {
    Annotation annotation = RuleAnnotations.ACTIONS.with(name);
    BackendAction action = annotations.json(annotation, ActionReader::read).orElse(null);
    if (action != null) {
      return resolved(action);
    }
    if (flags.tolerateNonExistentBackendAction()) {
      return BackendAction.unavailable("Backend action does not exist");
    }
    throw PlanError.inField(annotation.key(), "missing " + annotation.suffix() + " configuration");
  }

  private BackendAction resolved(BackendAction action) {
    if (!(action instanceof ForwardTo forward)) {
      return action;
    }
    List<Target> targets = new ArrayList<>();
    for (Target target : forward.targets()) {
      targets.add(
          target instanceof NamedTargetGroup(String name, Integer weight)
              ? new ExistingTargetGroup(lookup.targetGroupArn(name), weight)
              : target);
    }
    return new ForwardTo(targets, forward.stickiness());
  }

  private BackendAction withServices(ClassifiedIngress ingress, BackendAction action) {
    if (!(action instanceof ForwardTo forward)) {
      return action;
    }
    TreeSet<String> names = new TreeSet<>();
    for (Target target : forward.targets()) {
      if (target instanceof ServicePort service) {
        names.add(service.service());
      }
    }
    for (String name : names) {
      if (objects.service(ingress.namespace(), name).isEmpty()) {
        if (forward.targets().size() == 1 && flags.tolerateNonExistentBackendService()) {
          return BackendAction.unavailable("Backend service does not exist");
        }
        throw NotFound.of("services", name);
      }
    }
    return action;
  }

  private Annotations authAnnotations(ClassifiedIngress ingress, BackendAction action) {
    if (action instanceof ForwardTo forward && forward.onlyService().isPresent()) {
      return objects
          .service(ingress.namespace(), forward.onlyService().get().service())
          .map(service -> Annotations.of(service).over(ingress.annotations()))
          .orElse(ingress.annotations());
    }
    return ingress.annotations();
  }
}
