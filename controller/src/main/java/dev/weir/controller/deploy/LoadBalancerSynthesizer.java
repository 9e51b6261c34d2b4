package dev.weir.controller.deploy;

import dev.weir.controller.queue.RequeueNeeded;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.stack.LoadBalancerSpec;
import dev.weir.planner.stack.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/// Load balancers. Surplus ones are deleted first; one of another type or scheme is replaced.
final class LoadBalancerSynthesizer implements Synthesizer {
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

  private final Deployment deployment;
  private final ElasticLoadBalancingV2Client elb;
  private final ElbInventory inventory;
  private final DeploySettings settings;
  private final Clock clock;
  private final LoadBalancerUpdate updates;
  private final List<PendingCapacity> pendingCapacity = new ArrayList<>();

  private record PendingCapacity(String id, LoadBalancerSpec spec, String arn) {}

  LoadBalancerSynthesizer(
      Deployment deployment,
      ElasticLoadBalancingV2Client elb,
      ElbInventory inventory,
      DeploySettings settings,
      Clock clock) {
    this.deployment = deployment;
    this.elb = elb;
    this.inventory = inventory;
    this.settings = settings;
    this.clock = clock;
    this.updates = new LoadBalancerUpdate(deployment, elb, inventory.tags(), settings);
  }

  @Override
  public void synthesize() {
    var match =
        ResourceMatch.of(
            deployment.stack().specs(LoadBalancerSpec.class),
            inventory.loadBalancers(deployment.tracking(), deployment.stack().id()),
            ElbInventory.Found::resourceId,
            (spec, found) -> needsReplacement(spec, found.resource()));
    match.surplus().forEach(surplus -> delete(surplus.id(), surplus.observed().resource()));
    match.missing().forEach(this::create);
    for (var pair : match.matched()) {
      LoadBalancer observed = pair.observed().resource();
      updates.update(pair.id(), pair.desired(), observed, pair.observed().tags());
      fulfil(pair.id(), observed);
      pendingCapacity.add(
          new PendingCapacity(pair.id(), pair.desired(), observed.loadBalancerArn()));
    }
  }

  @Override
  public void postSynthesize() {
    if (settings.gates().isEnabled(FeatureGate.LB_CAPACITY_RESERVATION)) {
      pendingCapacity.forEach(this::reconcileCapacity);
    }
  }

  private void create(String id, LoadBalancerSpec spec) {
    LoadBalancer created = updates.create(id, spec);
    fulfil(id, created);
    if (spec.minimumLoadBalancerCapacity() != null) {
      pendingCapacity.add(new PendingCapacity(id, spec, created.loadBalancerArn()));
    }
  }

  private void delete(String id, LoadBalancer observed) {
    String arn = observed.loadBalancerArn();
    try {
      elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));
    } catch (ElasticLoadBalancingV2Exception e) {
      if (!isProtected(e)) {
        throw e;
      }
      elb.modifyLoadBalancerAttributes(r ->
          r.loadBalancerArn(arn)
              .attributes(a -> a.key("deletion_protection.enabled").value("false")));
      elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));
    }
    inventory.tags().forget(arn);
    deployment.deleted(ResourceType.LOAD_BALANCER, id, arn);
  }

  private static boolean isProtected(ElasticLoadBalancingV2Exception e) {
    String text = String.valueOf(e.awsErrorDetails());
    String all = text + " " + e.getMessage();
    return all.contains("OperationNotPermitted") && all.contains("deletion protection");
  }

  private static boolean needsReplacement(LoadBalancerSpec spec, LoadBalancer observed) {
    return !spec.type().equals(observed.typeAsString())
        || (spec.scheme() != null && !spec.scheme().equals(observed.schemeAsString()));
  }

  private void fulfil(String id, LoadBalancer balancer) {
    deployment.fulfil(
        ResourceType.LOAD_BALANCER, id, "status/loadBalancerARN", balancer.loadBalancerArn());
    deployment.fulfil(ResourceType.LOAD_BALANCER, id, "status/dnsName", balancer.dnsName());
  }

  private void reconcileCapacity(PendingCapacity pending) {
    LoadBalancer balancer =
        elb.describeLoadBalancers(r -> r.loadBalancerArns(pending.arn()))
            .loadBalancers()
            .getFirst();
    if ("provisioning".equals(balancer.state().codeAsString())) {
      throw RequeueNeeded.after(
          untilNextLook(balancer),
          "monitor provisioning state for load balancer: " + pending.spec().name());
    }
    var capacity = pending.spec().minimumLoadBalancerCapacity();
    if (capacity == null) {
      return;
    }
    var reserved =
        elb.describeCapacityReservation(r -> r.loadBalancerArn(pending.arn()))
            .minimumLoadBalancerCapacity();
    Integer units = reserved == null ? null : reserved.capacityUnits();
    if (capacity.capacityUnits() == 0
        ? units == null
        : Integer.valueOf(capacity.capacityUnits()).equals(units)) {
      return;
    }
    if (capacity.capacityUnits() == 0) {
      elb.modifyCapacityReservation(
          r -> r.loadBalancerArn(pending.arn()).resetCapacityReservation(true));
    } else {
      elb.modifyCapacityReservation(r ->
          r.loadBalancerArn(pending.arn())
              .minimumLoadBalancerCapacity(c -> c.capacityUnits(capacity.capacityUnits())));
    }
    deployment.modified(
        ResourceType.LOAD_BALANCER,
        pending.id(),
        pending.arn(),
        "minimumLoadBalancerCapacity",
        String.valueOf(units),
        capacity.capacityUnits());
  }

  /// As long again as the load balancer has existed, up to the configured interval: a load balancer
  /// that is active within a second is seen at once, one that takes minutes is not asked all the
  /// time.
  private Duration untilNextLook(LoadBalancer balancer) {
    Instant created = balancer.createdTime();
    Duration age = created == null ? SHORTEST_WAIT : Duration.between(created, clock.instant());
    Duration wait = age.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : age;
    Duration limit = settings.stabilizationInterval();
    return wait.compareTo(limit) < 0 ? wait : limit;
  }
}
