package dev.weir.controller.network;

import dev.weir.controller.aws.AwsErrors;
import dev.weir.controller.aws.Retry;
import dev.weir.planner.name.BackendSecurityGroupName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/// The security group that all load balancers of the cluster share, which nodes and pods admit.
/// Made when the first load balancer needs it, deleted when none does.
public final class BackendSecurityGroup {
  private static final String DESCRIPTION = "[k8s] Shared Backend SecurityGroup for LoadBalancer";
  private static final Retry DELETE_RETRY = new Retry(Duration.ofSeconds(2), Duration.ofMinutes(2));

  private final SecurityGroups groups;
  private final String clusterName;
  private final Map<String, String> defaultTags;
  private final String given;

  private final Object lock = new Object();
  private final Map<String, Boolean> consumers = new HashMap<>();
  private @Nullable String id;

  /// @param given a group from `--backend-security-group`, which is never deleted; empty: a managed
  ///   one
  public BackendSecurityGroup(
      SecurityGroups groups, String clusterName, Map<String, String> defaultTags, String given) {
    this.groups = groups;
    this.clusterName = clusterName;
    this.defaultTags = Map.copyOf(defaultTags);
    this.given = given;
  }

  /// The group, if it is there.
  public Optional<String> existing() {
    synchronized (lock) {
      return known();
    }
  }

  /// The group, if it is there, without touching its tags.
  public Optional<String> find() {
    return given.isEmpty()
        ? groups.withTags(trackingTags()).stream().map(SecurityGroup::groupId).findFirst()
        : Optional.of(given);
  }

  /// The group, made if need be, which these consumers hold from now on.
  ///
  /// @param users such as `ingress/shop/web`
  public String acquire(Collection<String> users) {
    synchronized (lock) {
      users.forEach(user -> consumers.put(user, true));
      if (known().isEmpty()) {
        id = groups.create(BackendSecurityGroupName.of(clusterName), DESCRIPTION, tags());
      }
      return known().orElseThrow();
    }
  }

  /// These consumers no longer need the group. It is deleted when nobody does.
  ///
  /// @param holders everything that may have a load balancer: a holder that was not looked at since
  ///   the process started may still need the group
  public void release(Collection<String> users, Supplier<Set<String>> holders) {
    synchronized (lock) {
      users.forEach(user -> consumers.put(user, false));
      Set<String> present = holders.get();
      if (!given.isEmpty()
          || consumers.containsValue(true)
          || !consumers.keySet().containsAll(present)) {
        return;
      }
      consumers.keySet().retainAll(present);
      known().ifPresent(this::delete);
      id = null;
    }
  }

  private Optional<String> known() {
    if (!given.isEmpty()) {
      return Optional.of(given);
    }
    if (id == null) {
      groups.withTags(trackingTags()).stream()
          .map(this::adopted)
          .findFirst()
          .ifPresent(found -> id = found);
    }
    return Optional.ofNullable(id);
  }

  private String adopted(SecurityGroup group) {
    Map<String, String> present = new HashMap<>();
    group.tags().forEach(tag -> present.put(tag.key(), tag.value()));
    Map<String, String> missing = new TreeMap<>(tags());
    missing.entrySet().removeIf(tag -> tag.getValue().equals(present.get(tag.getKey())));
    Set<String> surplus = new HashSet<>(present.keySet());
    surplus.removeAll(tags().keySet());
    surplus.removeIf(key -> key.startsWith("aws:"));
    groups.changeTags(group.groupId(), missing, surplus);
    return group.groupId();
  }

  private void delete(String group) {
    try {
      DELETE_RETRY.run(() -> groups.delete(group), "DependencyViolation");
    } catch (Ec2Exception e) {
      if (!AwsErrors.is(e, "InvalidGroup.NotFound")) {
        throw new IllegalStateException("failed to delete securityGroup: " + e.getMessage(), e);
      }
    }
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>(defaultTags);
    tags.putAll(trackingTags());
    return tags;
  }

  private Map<String, String> trackingTags() {
    return Map.of("elbv2.k8s.aws/cluster", clusterName, "elbv2.k8s.aws/resource", "backend-sg");
  }
}
