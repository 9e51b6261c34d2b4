package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.Annotation;
import dev.weir.planner.annotation.ServiceListenerAnnotations;
import dev.weir.planner.service.WeightedForward.Tuple;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleAction.Stickiness;
import dev.weir.planner.stack.RuleAction.TargetGroupTuple;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a listener sends its connections.
final class NlbActions {

  private final ServiceContext context;
  private final NlbTargetGroups targetGroups;

  NlbActions(ServiceContext context, NlbTargetGroups targetGroups) {
    this.context = context;
    this.targetGroups = targetGroups;
  }

  /// To the Service's own target group, unless the annotation of the listener spreads the load.
  RuleAction of(ListenerPort port, String listenerProtocol, String targetProtocol) {
    Annotation annotation =
        ServiceListenerAnnotations.ACTIONS.with(listenerProtocol + "-" + port.port().getPort());
    Optional<WeightedForward> weighted =
        PlanError.naming(
            annotation.key(), () -> WeightedForward.read(context.annotations(), annotation));
    Token own = targetGroups.own(port.port(), targetProtocol);
    return PlanError.naming(
        annotation.key(),
        () ->
            weighted
                .<RuleAction>map(forward -> weighted(forward, own, listenerProtocol))
                .orElseGet(() -> RuleAction.Forward.to(own)));
  }

  private RuleAction weighted(WeightedForward forward, Token own, String listenerProtocol) {
    List<TargetGroupTuple> tuples = new ArrayList<>();
    tuples.add(new TargetGroupTuple(own, forward.baseWeight()));
    for (Tuple tuple : forward.tuples()) {
      tuples.add(new TargetGroupTuple(targetGroup(tuple, listenerProtocol), tuple.weight()));
    }
    Boolean sticky = forward.stickiness();
    return new RuleAction.Forward(tuples, sticky == null ? null : new Stickiness(sticky, null));
  }

  private Token targetGroup(Tuple tuple, String listenerProtocol) {
    if (tuple.targetGroupArn() != null) {
      return Token.of(tuple.targetGroupArn());
    }
    String name = tuple.serviceName() == null ? "" : tuple.serviceName();
    IntOrString wanted = tuple.servicePort() == null ? new IntOrString(0) : tuple.servicePort();
    Service backend =
        context
            .objects()
            .service(context.namespace(), name)
            .orElseThrow(() -> PlanError.of("services \"" + name + "\" not found"));
    ServicePort port = ServicePorts.find(backend, wanted);
    boolean plain = tuple.decrypt() && listenerProtocol.equals("TLS");
    return targetGroups.additional(backend, port, plain ? "TCP" : listenerProtocol);
  }
}
