package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleCondition;
import dev.weir.planner.stack.Token;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.ArrayList;
import java.util.List;

/// Rules of a listener: one per path, in the order of members, of their rules, and of the paths in
/// a rule.
final class RuleBuilder {

  private final PlanContext context;
  private final IngressTags tags;
  private final BackendReader backends;
  private final ActionBuilder actions;

  RuleBuilder(
      PlanContext context, IngressTags tags, BackendReader backends, ActionBuilder actions) {
    this.context = context;
    this.tags = tags;
    this.backends = backends;
    this.actions = actions;
  }

  /// Adds the rules to the stack.
  ///
  /// @param ingresses the members that open the port
  void build(int port, ListenPortConfig config, List<ClassifiedIngress> ingresses) {
    List<PlannedRule> rules = new ArrayList<>();
    for (ClassifiedIngress ingress : ingresses) {
      if (ingress.ingress().getSpec() == null) {
        continue;
      }
      for (IngressRule rule : Hosts.orEmpty(ingress.ingress().getSpec().getRules())) {
        if (rule.getHttp() != null) {
          for (HTTPIngressPath path :
              PathPatterns.inOrder(Hosts.orEmpty(rule.getHttp().getPaths()))) {
            rules.add(rule(config, ingress, rule, path));
          }
        }
      }
    }
    int priority = 1;
    for (PlannedRule rule : new RuleOptimizer(port, config.protocol()).optimize(rules)) {
      add(port, priority, rule);
      priority++;
    }
  }

  private PlannedRule rule(
      ListenPortConfig config, ClassifiedIngress ingress, IngressRule rule, HTTPIngressPath path) {
    try {
      Backend backend =
          backends.read(
              ingress, path.getBackend() == null ? new IngressBackend() : path.getBackend());
      List<RuleCondition> conditions =
          RuleConditions.of(ingress, rule.getHost(), path, backend.conditions());
      List<RuleAction> ruleActions = actions.build(config.isHttps(), ingress, backend);
      return new PlannedRule(conditions, ruleActions, backend.transforms(), tags.of(ingress));
    } catch (PlanError e) {
      throw e.in("ingress: " + ingress.key()).at("Ingress " + ingress.key()).atField("spec.rules");
    }
  }

  private void add(int port, int priority, PlannedRule rule) {
    context
        .stack()
        .add(
            port + ":" + priority,
            new ListenerRuleSpec(
                Token.listenerArn(Integer.toString(port)),
                priority,
                rule.actions(),
                rule.conditions(),
                rule.transforms(),
                rule.tags()));
  }
}
