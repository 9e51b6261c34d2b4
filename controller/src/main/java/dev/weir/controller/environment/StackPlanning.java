package dev.weir.controller.environment;

import dev.weir.controller.kube.InformerCaches;
import dev.weir.controller.network.BackendSecurityGroup;
import dev.weir.planner.Environment;
import dev.weir.planner.name.BackendSecurityGroupName;
import dev.weir.planner.plan.PlanResult;
import dev.weir.planner.report.Preflight;
import dev.weir.planner.report.TargetCounts;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.StackJson;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Plans a stack against the AWS account as it is. The shared backend security group is made when
/// the plan turns out to need it, and the plan is then made again with its id.
public final class StackPlanning {
  private final AwsEnvironmentSource environments;
  private final BackendSecurityGroup backend;
  private final InformerCaches caches;

  public StackPlanning(
      AwsEnvironmentSource environments, BackendSecurityGroup backend, InformerCaches caches) {
    this.environments = environments;
    this.backend = backend;
    this.caches = caches;
  }

  /// @param json the stack's JSON form
  /// @param usesBackend whether the stack refers to the shared backend security group
  public record Planned(Stack stack, String json, boolean usesBackend) {}

  /// What AWS will refuse of a plan because of its default quotas and fixed limits. A quota may
  /// have been raised, so this is for warnings.
  public List<Preflight.Finding> exceededLimits(PlanResult.Kind kind, Planned planned) {
    return Preflight.check(
        List.of(new PlanResult.Planned(kind, planned.stack.id(), planned.stack)),
        new TargetCounts(caches.endpointSlices().list(), caches.nodes().list()));
  }

  /// @param users who holds the backend security group if the plan needs it
  public Planned plan(
      EnvironmentNeeds needs, Collection<String> users, Function<Environment, Stack> planner) {
    Optional<String> existing = needs.network() ? backend.existing() : Optional.empty();
    Environment environment = environments.read(needs, existing);
    Stack stack = planner.apply(environment);
    String json = StackJson.toJson(stack);
    String mark = existing.orElseGet(() -> BackendSecurityGroupName.of(environment.clusterName()));
    if (!json.contains("\"" + mark + "\"")) {
      return new Planned(stack, json, false);
    }
    String id = backend.acquire(users);
    if (existing.isPresent()) {
      return new Planned(stack, json, true);
    }
    Stack again = planner.apply(environments.read(needs, Optional.of(id)));
    return new Planned(again, StackJson.toJson(again), true);
  }

  /// @param holders everything that may have a load balancer
  public void release(Collection<String> users, Supplier<Set<String>> holders) {
    backend.release(users, holders);
  }
}
