package dev.weir.controller.deploy;

import dev.weir.controller.queue.RequeueNeeded;
import dev.weir.planner.stack.FrontendNlbTargetGroups;
import dev.weir.planner.stack.FrontendNlbTargetGroups.FrontendNlbTarget;
import dev.weir.planner.stack.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Registers the Application Load Balancer as the target of its frontend Network Load Balancer.
///
/// Registering fails while the former is provisioning, so it comes last and is tried again.
final class FrontendTargetSynthesizer implements Synthesizer {
  private static final Duration RETRY = Duration.ofSeconds(15);

  private final Deployment deployment;
  private final ElasticLoadBalancingV2Client elb;
  private final ElbInventory inventory;

  FrontendTargetSynthesizer(
      Deployment deployment, ElasticLoadBalancingV2Client elb, ElbInventory inventory) {
    this.deployment = deployment;
    this.elb = elb;
    this.inventory = inventory;
  }

  @Override
  public void synthesize() {
    Set<String> desiredNames = new HashSet<>();
    targets().forEach(target -> desiredNames.add(target.name()));
    inventory.targetGroups(deployment.tracking(), deployment.stack().id()).stream()
        .map(ElbInventory.Found::resource)
        .filter(group -> "alb".equals(group.targetTypeAsString()))
        .filter(group -> !desiredNames.contains(group.targetGroupName()))
        .forEach(this::deregisterAll);
  }

  @Override
  public void postSynthesize() {
    for (FrontendNlbTarget target : targets()) {
      String group = deployment.resolve(target.arn());
      String balancer = deployment.resolve(target.targetArn());
      List<TargetDescription> registered = registered(group);
      if (registered.isEmpty() || !registered.getFirst().id().equals(balancer)) {
        register(target, group, balancer);
      }
    }
  }

  private void register(FrontendNlbTarget target, String group, String balancer) {
    try {
      elb.registerTargets(
          r -> r.targetGroupArn(group).targets(t -> t.id(balancer).port(target.targetPort())));
    } catch (ElasticLoadBalancingV2Exception e) {
      throw RequeueNeeded.after(
          RETRY, "retry register of frontend NLB target " + balancer + ": " + e.getMessage());
    }
    deployment.modified(
        ResourceType.FRONTEND_NLB_TARGET_GROUP, target.name(), group, "target", "", balancer);
  }

  private void deregisterAll(TargetGroup group) {
    List<TargetDescription> registered = registered(group.targetGroupArn());
    if (!registered.isEmpty()) {
      elb.deregisterTargets(r -> r.targetGroupArn(group.targetGroupArn()).targets(registered));
    }
  }

  private List<TargetDescription> registered(String group) {
    return elb
        .describeTargetHealth(r -> r.targetGroupArn(group))
        .targetHealthDescriptions()
        .stream()
        .filter(d -> !"draining".equals(d.targetHealth().stateAsString()))
        .map(d -> TargetDescription.builder().id(d.target().id()).port(d.target().port()).build())
        .toList();
  }

  private List<FrontendNlbTarget> targets() {
    List<FrontendNlbTarget> targets = new ArrayList<>();
    deployment
        .stack()
        .specs(FrontendNlbTargetGroups.class)
        .values()
        .forEach(groups -> targets.addAll(groups.targetGroups().values()));
    return targets;
  }
}
