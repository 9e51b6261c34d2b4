package dev.weir.planner.ingress;

import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.ingress.BackendAction.ExistingTargetGroup;
import dev.weir.planner.ingress.BackendAction.Final;
import dev.weir.planner.ingress.BackendAction.ForwardTo;
import dev.weir.planner.ingress.BackendAction.NamedTargetGroup;
import dev.weir.planner.ingress.BackendAction.ServicePort;
import dev.weir.planner.ingress.BackendAction.Target;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleAction.TargetGroupTuple;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The actions of a rule or listener: on HTTPS first authentication, then what the backend does.
final class ActionBuilder {

  private final KubernetesObjects objects;
  private final TargetGroupBuilder targetGroups;
  private final AuthActions authActions;

  ActionBuilder(PlanContext context, TargetGroupBuilder targetGroups) {
    this.objects = context.objects();
    this.targetGroups = targetGroups;
    this.authActions = new AuthActions(context);
  }

  List<RuleAction> build(boolean https, ClassifiedIngress ingress, Backend backend) {
    List<RuleAction> actions = new ArrayList<>();
    if (https) {
      Optional<RuleAction> auth = authActions.build(ingress.namespace(), backend.auth());
      if (auth.isPresent() && backend.jwt().isPresent()) {
        throw PlanError.of("authentication and jwt validation can't both be configured");
      }
      auth.ifPresent(actions::add);
      backend.jwt().ifPresent(actions::add);
    }
    actions.add(
        switch (backend.action()) {
          case Final(RuleAction action) -> action;
          case ForwardTo forward -> forward(ingress, forward);
        });
    return actions;
  }

  private RuleAction forward(ClassifiedIngress ingress, ForwardTo forward) {
    List<TargetGroupTuple> tuples = new ArrayList<>();
    for (Target target : forward.targets()) {
      tuples.add(new TargetGroupTuple(arn(ingress, target), target.weight()));
    }
    return new RuleAction.Forward(tuples, forward.stickiness());
  }

  private Token arn(ClassifiedIngress ingress, Target target) {
    return switch (target) {
      case ExistingTargetGroup existing -> Token.of(existing.arn());
      case NamedTargetGroup named ->
          throw new IllegalStateException("target group " + named.name() + " is not resolved");
      case ServicePort(String name, var port, var _) -> {
        Service service =
            objects
                .service(ingress.namespace(), name)
                .orElseThrow(() -> NotFound.of("services", name));
        yield targetGroups.build(ingress, service, port);
      }
    };
  }
}
