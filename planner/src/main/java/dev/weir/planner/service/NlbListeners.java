package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ServiceListenerAnnotations;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.ListenerSpec.Attribute;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import java.util.List;
import java.util.Map;

/// One listener for each port of the Service.
final class NlbListeners {

  private static final List<String> ALPN_POLICIES =
      List.of("None", "HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred");

  private final ServiceContext context;
  private final Stack.Builder stack;
  private final NlbActions actions;

  NlbListeners(
      ServiceContext context,
      NlbNetwork network,
      NlbSecurityGroups securityGroups,
      Stack.Builder stack) {
    this.context = context;
    this.stack = stack;
    this.actions =
        new NlbActions(context, new NlbTargetGroups(context, network, securityGroups, stack));
  }

  void build() {
    ListenerTls tls = ListenerTls.of(context);
    for (ListenerPort port : ListenerPort.of(context)) {
      stack.add(port.port().getPort().toString(), listener(port, tls));
    }
  }

  private ListenerSpec listener(ListenerPort port, ListenerTls tls) {
    boolean isTls = tls.terminatesAt(port);
    String protocol = QuicPorts.of(context).upgrade(port, isTls ? "TLS" : port.protocol());
    String targetProtocol = isTls ? (tls.isBackendTls() ? "TLS" : "TCP") : protocol;
    Map<String, String> tags = ServiceTags.of(context);
    RuleAction action = actions.of(port, protocol, targetProtocol);
    return new ListenerSpec(
        Token.loadBalancerArn(NlbLoadBalancer.ID),
        port.port().getPort(),
        protocol,
        List.of(action),
        isTls ? tls.certificateRefs() : List.of(),
        isTls ? tls.sslPolicy() : null,
        isTls ? alpnPolicy() : List.of(),
        null,
        tags,
        attributes(protocol, port));
  }

  private List<String> alpnPolicy() {
    String policy =
        context.annotations().string(ServiceListenerAnnotations.ALPN_POLICY).orElse(null);
    if (policy == null) {
      return List.of();
    }
    if (!ALPN_POLICIES.contains(policy)) {
      throw PlanError.inField(
          ServiceListenerAnnotations.ALPN_POLICY.key(),
          "invalid ALPN policy "
              + policy
              + ", policy must be one of ["
              + String.join(", ", ALPN_POLICIES)
              + "]");
    }
    return List.of(policy);
  }

  private List<Attribute> attributes(String protocol, ListenerPort port) {
    String rest = protocol + "-" + port.port().getPort();
    return Attribute.sorted(
        context
            .annotations()
            .stringMap(ServiceListenerAnnotations.LISTENER_ATTRIBUTES.with(rest))
            .orElse(Map.of()));
  }
}
