package dev.weir.controller.observed;

import dev.weir.controller.deploy.ElbInventory;
import dev.weir.controller.deploy.TrackingTags;
import dev.weir.controller.network.SecurityGroups;
import dev.weir.planner.crd.TargetGroupBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Which stacks of a cluster something is left of, by the tags and labels of what they own: the
/// only way to find the stack of an Ingress or Service that is gone. Writes nothing.
public final class ExistingStacks {
  private final ElasticLoadBalancingV2Client elb;
  private final ElbInventory inventory;
  private final SecurityGroups securityGroups;
  private final KubernetesClient kubernetes;

  public ExistingStacks(
      ElasticLoadBalancingV2Client elb,
      ElbInventory inventory,
      SecurityGroups securityGroups,
      KubernetesClient kubernetes) {
    this.elb = elb;
    this.inventory = inventory;
    this.securityGroups = securityGroups;
    this.kubernetes = kubernetes;
  }

  /// The ids of all stacks, sorted.
  ///
  /// @param tracking whose stacks: those of Ingress groups or of Services
  public Set<String> ids(TrackingTags tracking) {
    Set<String> ids = new TreeSet<>();
    List<String> arns = new ArrayList<>();
    inventory.allLoadBalancers().stream().map(LoadBalancer::loadBalancerArn).forEach(arns::add);
    elb.describeTargetGroupsPaginator().targetGroups().stream()
        .map(TargetGroup::targetGroupArn)
        .forEach(arns::add);
    inventory.tags().of(arns).values().forEach(tags -> tracking.stackOf(tags).ifPresent(ids::add));
    for (SecurityGroup group : securityGroups.withTags(tracking.ofCluster())) {
      Map<String, String> tags = new HashMap<>();
      group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
      tracking.stackOf(tags).ifPresent(ids::add);
    }
    for (TargetGroupBinding binding :
        kubernetes.resources(TargetGroupBinding.class).inAnyNamespace().list().getItems()) {
      Map<String, String> labels = binding.getMetadata().getLabels();
      tracking.stackOfLabels(labels == null ? Map.of() : labels).ifPresent(ids::add);
    }
    return ids;
  }
}
