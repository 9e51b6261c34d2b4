package dev.weir.controller.deploy;

import dev.weir.controller.deploy.StackDeployer.Deployed;
import dev.weir.controller.journal.Change;
import dev.weir.planner.stack.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// Waits a moment for a load balancer that was just made, so that its address is shown when it
/// works. One that takes longer, as on AWS, is shown while it is still provisioning.
public final class Activation {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final ElasticLoadBalancingV2Client elb;

  public Activation(ElasticLoadBalancingV2Client elb) {
    this.elb = elb;
  }

  public void await(Deployed deployed, List<Change> changes) {
    Set<String> created =
        changes.stream()
            .filter(change -> change.kind() == Change.Kind.CREATED)
            .filter(change -> change.resourceType().equals(ResourceType.LOAD_BALANCER.key()))
            .map(Change::name)
            .collect(Collectors.toSet());
    if (created.isEmpty() || deployed.balancers().isEmpty()) {
      return;
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (isProvisioning(created) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isProvisioning(Set<String> arns) {
    return elb.describeLoadBalancers(r -> r.loadBalancerArns(arns)).loadBalancers().stream()
        .anyMatch(balancer -> "provisioning".equals(balancer.state().codeAsString()));
  }
}
