package dev.weir.planner.report;

import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What of a stack hangs on one of its load balancers.
record LoadBalancerParts(Stack stack) {

  Map<String, ListenerSpec> listeners(String loadBalancerId) {
    Token loadBalancer = Token.loadBalancerArn(loadBalancerId);
    Map<String, ListenerSpec> listeners = new TreeMap<>();
    stack
        .specs(ListenerSpec.class)
        .forEach((id, spec) -> {
          if (spec.loadBalancerArn().equals(loadBalancer)) {
            listeners.put(id, spec);
          }
        });
    return listeners;
  }

  List<ListenerRuleSpec> rules(Collection<String> listenerIds) {
    List<Token> listeners = listenerIds.stream().map(Token::listenerArn).toList();
    return stack.specs(ListenerRuleSpec.class).values().stream()
        .filter(rule -> listeners.contains(rule.listenerArn()))
        .toList();
  }
}
