package dev.weir.planner.report;

import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.ListenerSpec.MutualAuthentication;
import dev.weir.planner.stack.RuleTransform;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Listeners in words, their rules in the order in which they are evaluated.
final class ListenerText {

  private final Stack stack;
  private final ActionText actions;
  private final ResourceNames names;
  private final TextStyle style;
  private final Lines lines;

  ListenerText(Stack stack, TextStyle style, Lines lines) {
    this.stack = stack;
    this.actions = new ActionText(stack);
    this.names = new ResourceNames(stack);
    this.style = style;
    this.lines = lines;
  }

  /// The listeners of the load balancer with this id, by port.
  void write(String loadBalancerId) {
    Token loadBalancer = Token.loadBalancerArn(loadBalancerId);
    stack.specs(ListenerSpec.class).entrySet().stream()
        .filter(entry -> entry.getValue().loadBalancerArn().equals(loadBalancer))
        .sorted(Comparator.comparingInt(entry -> entry.getValue().port()))
        .forEach(this::writeListener);
  }

  private void writeListener(Map.Entry<String, ListenerSpec> listener) {
    ListenerSpec spec = listener.getValue();
    lines.add(1, "Listener " + style.bold(spec.protocol() + ":" + spec.port()));
    lines.addUnlessEmpty(
        2,
        "certificates: ",
        String.join(
            ", ", spec.certificates().stream().map(c -> names.of(c.certificateArn())).toList()));
    lines.addUnlessEmpty(2, "TLS policy: ", LoadBalancerText.orEmpty(spec.sslPolicy()));
    lines.addUnlessEmpty(2, "ALPN: ", String.join(", ", spec.alpnPolicy()));
    MutualAuthentication mutual = spec.mutualAuthentication();
    lines.addUnlessEmpty(2, "mutual authentication: ", mutual == null ? "" : mutual(mutual));
    lines.addUnlessEmpty(
        2,
        "attributes: ",
        String.join(
            ", ", spec.listenerAttributes().stream().map(a -> a.key() + "=" + a.value()).toList()));
    List<ListenerRuleSpec> rules = rules(listener.getKey());
    int width =
        Math.max(
            "default".length(),
            rules.isEmpty() ? 0 : Integer.toString(rules.getLast().priority()).length());
    rules.forEach(rule -> writeRule(rule, width));
    lines.add(2, padded("default", width) + "  " + actions.of(spec.defaultActions()));
  }

  private List<ListenerRuleSpec> rules(String listenerId) {
    Token listener = Token.listenerArn(listenerId);
    return stack.specs(ListenerRuleSpec.class).values().stream()
        .filter(rule -> rule.listenerArn().equals(listener))
        .sorted(Comparator.comparingInt(ListenerRuleSpec::priority))
        .toList();
  }

  private void writeRule(ListenerRuleSpec rule, int width) {
    String priority = padded(Integer.toString(rule.priority()), width);
    lines.add(2, priority + "  " + ConditionText.of(rule.conditions()));
    String indent = " ".repeat(width + 2);
    for (RuleTransform transform : rule.transforms()) {
      transform
          .rewrites()
          .forEach(rewrite ->
              lines.add(
                  2,
                  indent
                      + subject(transform)
                      + " "
                      + rewrite.regex()
                      + " becomes "
                      + rewrite.replace()));
    }
    lines.add(2, indent + style.dim("->") + " " + actions.of(rule.actions()));
  }

  private static String subject(RuleTransform transform) {
    return switch (transform) {
      case RuleTransform.HostHeaderRewrite _ -> "Host header rewrite";
      case RuleTransform.UrlRewrite _ -> "URL rewrite";
    };
  }

  private static String mutual(MutualAuthentication mutual) {
    String trustStore = LoadBalancerText.orEmpty(mutual.trustStoreArn());
    return trustStore.isEmpty() ? mutual.mode() : mutual.mode() + " with " + trustStore;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
