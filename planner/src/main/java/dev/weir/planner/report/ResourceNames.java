package dev.weir.planner.report;

import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.SecurityGroupSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.TargetGroupSpec;
import dev.weir.planner.stack.Token;

/// Says what a token means in a report: the name of the resource that it refers to.
final class ResourceNames {

  private final Stack stack;

  ResourceNames(Stack stack) {
    this.stack = stack;
  }

  String of(Token token) {
    return switch (token) {
      case Token.Literal(String value) -> value;
      case Token.ExistingCertificate(String arn) -> arn;
      case Token.Ref ref -> name(ref);
    };
  }

  private String name(Token.Ref ref) {
    return switch (ref.type()) {
      case LOAD_BALANCER ->
          stack.spec(LoadBalancerSpec.class, ref.id()).map(LoadBalancerSpec::name).orElse(ref.id());
      case TARGET_GROUP ->
          stack.spec(TargetGroupSpec.class, ref.id()).map(TargetGroupSpec::name).orElse(ref.id());
      case SECURITY_GROUP ->
          stack
              .spec(SecurityGroupSpec.class, ref.id())
              .map(SecurityGroupSpec::groupName)
              .orElse(ref.id());
      case CERTIFICATE -> ref.id() + " (requested)";
      case LISTENER,
          LISTENER_RULE,
          TARGET_GROUP_BINDING,
          WEB_ACL_ASSOCIATION,
          CLASSIC_WEB_ACL_ASSOCIATION,
          SHIELD_PROTECTION,
          FRONTEND_NLB_TARGET_GROUP ->
          ref.id();
    };
  }
}
