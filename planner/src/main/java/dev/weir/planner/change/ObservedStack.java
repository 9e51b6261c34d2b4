package dev.weir.planner.change;

import dev.weir.planner.stack.ResourceSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What exists of a stack, in the same records as the plan.
///
/// Whoever fills it reads the load balancer API and gives every resource the id that planning gives
/// it: load balancers, target groups and security groups carry it in their tag `.../resource`, a
/// listener's is its port, a rule's `<port>:<priority>`, a binding's that of its target group.
/// Tokens are literals: ARNs and ids as AWS gives them. Tags may be complete: tracking tags and
/// those of AWS are left out of the comparison.
///
/// @param id `name` or `namespace/name`
public record ObservedStack(String id, List<Resource> resources) {

  public ObservedStack {
    resources = List.copyOf(resources);
  }

  /// Nothing exists.
  public static ObservedStack empty(String id) {
    return new ObservedStack(id, List.of());
  }

  /// A resource that exists.
  ///
  /// @param physicalId its ARN, or the id of a security group; what tokens of other resources hold
  /// @param dnsName of a load balancer
  public record Resource(
      String id, ResourceSpec spec, String physicalId, @Nullable String dnsName) {}
}
