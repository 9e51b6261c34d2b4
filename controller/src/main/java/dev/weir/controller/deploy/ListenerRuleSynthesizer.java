package dev.weir.controller.deploy;

import dev.weir.controller.aws.AwsErrors;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.stack.ListenerRuleSpec;
import dev.weir.planner.stack.ListenerSpec;
import dev.weir.planner.stack.ResourceType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;

/// The rules of each listener, changed in the order of a [RulePlan].
final class ListenerRuleSynthesizer implements Synthesizer {
  private static final ResourceType TYPE = ResourceType.LISTENER_RULE;

  private final Deployment deployment;
  private final ElasticLoadBalancingV2Client elb;
  private final ElbInventory inventory;
  private final DeploySettings settings;
  private final SdkRules sdk;

  ListenerRuleSynthesizer(
      Deployment deployment,
      ElasticLoadBalancingV2Client elb,
      ElbInventory inventory,
      DeploySettings settings) {
    this.deployment = deployment;
    this.elb = elb;
    this.inventory = inventory;
    this.settings = settings;
    this.sdk =
        new SdkRules(deployment, settings.gates().isEnabled(FeatureGate.WEIGHTED_TARGET_GROUPS));
  }

  @Override
  public void synthesize() {
    Map<String, List<DesiredRule>> byListener = new TreeMap<>();
    deployment
        .stack()
        .specs(ListenerSpec.class)
        .keySet()
        .forEach(id -> byListener.put(listenerArn(id), new ArrayList<>()));
    deployment
        .stack()
        .specs(ListenerRuleSpec.class)
        .forEach((id, spec) ->
            byListener
                .computeIfAbsent(deployment.resolve(spec.listenerArn()), _ -> new ArrayList<>())
                .add(desired(id, spec)));
    byListener.forEach(this::synthesize);
  }

  private void synthesize(String listenerArn, List<DesiredRule> desired) {
    RulePlan plan = RulePlan.of(desired, inventory.rules(listenerArn));
    setPriorities(plan);
    plan.modified().forEach(this::modify);
    replace(listenerArn, plan);
    reconcileTags(plan);
  }

  private void setPriorities(RulePlan plan) {
    if (plan.moved().isEmpty()) {
      return;
    }
    List<RulePriorityPair> pairs = new ArrayList<>();
    plan.parked().forEach(rule -> pairs.add(pair(rule.arn(), rule.priority())));
    plan.moved().forEach(m -> pairs.add(pair(m.observed().arn(), m.desired().priority())));
    elb.setRulePriorities(r -> r.rulePriorities(pairs));
    for (RulePlan.Match match : plan.moved()) {
      deployment.modified(
          TYPE,
          match.desired().resourceId(),
          match.observed().arn(),
          "priority",
          match.observed().priority(),
          match.desired().priority());
    }
  }

  private void modify(RulePlan.Match match) {
    DesiredRule rule = match.desired();
    elb.modifyRule(r -> {
      r.ruleArn(match.observed().arn()).actions(rule.actions()).conditions(rule.conditions());
      if (rule.transforms().isEmpty()) {
        r.resetTransforms(true);
      } else {
        r.transforms(rule.transforms());
      }
    });
    deployment.modified(
        TYPE, rule.resourceId(), match.observed().arn(), RuleFields.of(match.observed(), rule));
  }

  /// Creates, then deletes; when the listener is full, deletes one for each that is created.
  private void replace(String listenerArn, RulePlan plan) {
    Deque<ObservedRule> doomed = new ArrayDeque<>(plan.deleted());
    Deque<DesiredRule> missing = new ArrayDeque<>(plan.created());
    boolean full = false;
    while (!missing.isEmpty()) {
      if (full && !doomed.isEmpty()) {
        delete(doomed.remove());
      }
      try {
        create(listenerArn, missing.element());
        missing.remove();
      } catch (ElasticLoadBalancingV2Exception e) {
        if (!AwsErrors.is(e, "TooManyRules")) {
          throw new IllegalStateException("failed to create listener rule: " + e.getMessage(), e);
        }
        if (doomed.isEmpty()) {
          throw new IllegalStateException(
              "Unable to synthesize listener rules, there's too many attached.", e);
        }
        full = true;
      }
    }
    doomed.forEach(this::delete);
  }

  private void create(String listenerArn, DesiredRule rule) {
    var request =
        CreateRuleRequest.builder()
            .listenerArn(listenerArn)
            .priority(rule.priority())
            .actions(rule.actions())
            .conditions(rule.conditions());
    if (!rule.transforms().isEmpty()) {
      request.transforms(rule.transforms());
    }
    if (tagging()) {
      request.tags(ElbTags.sdk(rule.tags()));
    }
    CreateRuleRequest built = request.build();
    List<String> arns = new ArrayList<>();
    ListenerSynthesizer.AFTER_CREATE.run(
        () -> arns.add(elb.createRule(built).rules().getFirst().ruleArn()), "ListenerNotFound");
    deployment.created(TYPE, rule.resourceId(), arns.getFirst());
  }

  private void delete(ObservedRule rule) {
    elb.deleteRule(r -> r.ruleArn(rule.arn()));
    inventory.tags().forget(rule.arn());
    deployment.deleted(TYPE, String.valueOf(rule.priority()), rule.arn());
  }

  private void reconcileTags(RulePlan plan) {
    if (!tagging()) {
      return;
    }
    List<RulePlan.Match> kept = new ArrayList<>(plan.unchanged());
    kept.addAll(plan.moved());
    kept.addAll(plan.modified());
    var observed = inventory.tags().of(kept.stream().map(m -> m.observed().arn()).toList());
    for (RulePlan.Match match : kept) {
      String arn = match.observed().arn();
      TagDiff diff =
          TagDiff.of(
              match.desired().tags(),
              observed.getOrDefault(arn, Map.of()),
              settings.externalManagedTags());
      inventory.tags().apply(arn, diff);
      if (!diff.isEmpty()) {
        deployment.modified(
            TYPE, match.desired().resourceId(), arn, "tags", diff.remove(), diff.set());
      }
    }
  }

  private DesiredRule desired(String id, ListenerRuleSpec spec) {
    return new DesiredRule(
        id,
        spec.priority(),
        sdk.actions(spec.actions()),
        SdkRules.conditions(spec.conditions()),
        SdkRules.transforms(spec.transforms()),
        deployment.tagsOn(id, spec.tags()));
  }

  private String listenerArn(String id) {
    return deployment.resolve(dev.weir.planner.stack.Token.listenerArn(id));
  }

  private boolean tagging() {
    return settings.gates().isEnabled(FeatureGate.LISTENER_RULES_TAGGING);
  }

  private static RulePriorityPair pair(String arn, int priority) {
    return RulePriorityPair.builder().ruleArn(arn).priority(priority).build();
  }
}
