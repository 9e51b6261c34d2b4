package dev.weir.planner.ingress;

import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.annotation.TargetGroupAnnotations;
import dev.weir.planner.ingress.TargetGroupBuilder.BackendPort;
import dev.weir.planner.stack.BindingNetworking;
import dev.weir.planner.stack.TargetGroupBindingSpec;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The TargetGroupBinding of a target group, with the access that its targets must admit.
final class TargetGroupBindingBuilder {

  private final PlanContext context;
  private final Optional<Token> source;

  /// @param source the security group that requests come from; empty leaves targets alone
  TargetGroupBindingBuilder(PlanContext context, Optional<Token> source) {
    this.context = context;
    this.source = source;
  }

  TargetGroupBindingSpec build(BackendPort backend, TargetGroupSpec group, Token arn) {
    Annotations annotations = backend.annotations();
    return new TargetGroupBindingSpec(
        backend.service().getMetadata().getNamespace(),
        group.name(),
        arn,
        group.targetType(),
        new TargetGroupBindingSpec.ServiceRef(
            backend.service().getMetadata().getName(), backend.reference()),
        source.map(from -> networking(from, backend, group)).orElse(null),
        nodeLabels(annotations, group.targetType()),
        group.ipAddressType(),
        context.environment().vpc().id(),
        isMultiCluster(backend),
        group.protocol());
  }

  private static Map<String, String> nodeLabels(Annotations annotations, String targetType) {
    return targetType.equals("instance")
        ? annotations.stringMap(TargetGroupAnnotations.TARGET_NODE_LABELS).orElse(Map.of())
        : Map.of();
  }

  // True on either object is enough, unlike other annotations, of which the Service's wins.
  private static boolean isMultiCluster(BackendPort backend) {
    boolean onIngress = isMultiCluster(backend.ingress().annotations());
    return isMultiCluster(Annotations.of(backend.service())) || onIngress;
  }

  private static boolean isMultiCluster(Annotations annotations) {
    return annotations.bool(TargetGroupAnnotations.MULTI_CLUSTER_TARGET_GROUP).orElse(false);
  }

  private BindingNetworking networking(Token from, BackendPort backend, TargetGroupSpec group) {
    if (context.environment().flags().disableRestrictedSgRules()) {
      return new BindingNetworking(List.of(rule(from, null)));
    }
    List<BindingNetworking.Rule> rules = new ArrayList<>();
    rules.add(
        rule(
            from,
            group.targetType().equals("instance")
                ? new IntOrString(ServicePorts.nodePort(backend.port()))
                : ServicePorts.targetPort(backend.port())));
    if (group.healthCheckConfig() != null
        && group.healthCheckConfig().port() != null
        && group.healthCheckConfig().port().getValue() instanceof Integer) {
      rules.add(rule(from, group.healthCheckConfig().port()));
    }
    if (group.targetControlPort() != null) {
      rules.add(rule(from, new IntOrString(group.targetControlPort())));
    }
    return new BindingNetworking(rules);
  }

  private static BindingNetworking.Rule rule(Token from, @Nullable IntOrString port) {
    return new BindingNetworking.Rule(
        List.of(BindingNetworking.Peer.of(from)), List.of(new BindingNetworking.Port("TCP", port)));
  }
}
