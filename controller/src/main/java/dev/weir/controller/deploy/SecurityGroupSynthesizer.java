package dev.weir.controller.deploy;

import dev.weir.controller.aws.AwsErrors;
import dev.weir.controller.aws.Retry;
import dev.weir.controller.network.IngressRule;
import dev.weir.controller.network.SecurityGroups;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.SecurityGroupSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Managed security groups: found by tags, their inbound rules wholly owned.
final class SecurityGroupSynthesizer implements Synthesizer {
  private static final Retry DELETE_RETRY =
      new Retry(Duration.ofSeconds(2), Duration.ofSeconds(10));

  private final Deployment deployment;
  private final SecurityGroups groups;
  private final DeploySettings settings;
  private final Runnable collectGarbage;
  private final List<SecurityGroup> doomed = new ArrayList<>();

  /// @param collectGarbage revokes rules on nodes and pods that nothing needs any more
  SecurityGroupSynthesizer(
      Deployment deployment,
      SecurityGroups groups,
      DeploySettings settings,
      Runnable collectGarbage) {
    this.deployment = deployment;
    this.groups = groups;
    this.settings = settings;
    this.collectGarbage = collectGarbage;
  }

  @Override
  public void synthesize() {
    Map<String, List<SecurityGroup>> existing = existing();
    Map<String, SecurityGroupSpec> desired =
        new java.util.TreeMap<>(deployment.stack().specs(SecurityGroupSpec.class));
    existing.forEach((id, found) ->
        doomed.addAll(desired.containsKey(id) ? found.subList(1, found.size()) : found));
    desired.forEach((id, spec) -> {
      List<SecurityGroup> found = existing.get(id);
      String groupId = found == null ? create(id, spec) : update(id, spec, found.getFirst());
      groups.reconcileIngress(groupId, rules(spec), _ -> true, false);
      deployment.fulfil(ResourceType.SECURITY_GROUP, id, "status/groupID", groupId);
    });
  }

  @Override
  public void postSynthesize() {
    for (SecurityGroup group : doomed) {
      delete(group.groupId());
      deployment.deleted(ResourceType.SECURITY_GROUP, group.groupName(), group.groupId());
    }
  }

  private String create(String id, SecurityGroupSpec spec) {
    String groupId =
        groups.create(spec.groupName(), spec.description(), deployment.tagsOn(id, spec.tags()));
    deployment.created(ResourceType.SECURITY_GROUP, id, groupId);
    return groupId;
  }

  private String update(String id, SecurityGroupSpec spec, SecurityGroup group) {
    TagDiff diff = TagDiff.of(deployment.tagsOn(id, spec.tags()), tags(group), untouchable());
    groups.changeTags(group.groupId(), diff.set(), diff.remove());
    if (!diff.isEmpty()) {
      deployment.modified(
          ResourceType.SECURITY_GROUP, id, group.groupId(), "tags", diff.remove(), diff.set());
    }
    return group.groupId();
  }

  private void delete(String groupId) {
    AtomicBoolean collected = new AtomicBoolean();
    try {
      DELETE_RETRY.run(
          () -> groups.delete(groupId),
          e -> {
            boolean inUse = AwsErrors.is(e, "DependencyViolation");
            if (inUse && collected.compareAndSet(false, true)) {
              collectGarbage.run();
            }
            return inUse;
          });
    } catch (software.amazon.awssdk.services.ec2.model.Ec2Exception e) {
      if (!AwsErrors.is(e, "InvalidGroup.NotFound")) {
        throw new IllegalStateException("failed to delete securityGroup: " + e.getMessage(), e);
      }
    }
  }

  private Map<String, List<SecurityGroup>> existing() {
    Map<String, SecurityGroup> byGroupId = new LinkedHashMap<>();
    String stackId = deployment.stack().id();
    groups
        .withTags(deployment.tracking().ofStack(stackId))
        .forEach(group -> byGroupId.put(group.groupId(), group));
    groups
        .withTags(deployment.tracking().ofLegacyStack(stackId))
        .forEach(group -> byGroupId.put(group.groupId(), group));
    Map<String, List<SecurityGroup>> existing = new HashMap<>();
    for (SecurityGroup group : byGroupId.values()) {
      String id = tags(group).get(deployment.tracking().resourceKey());
      if (id == null) {
        throw new IllegalStateException(
            "unexpected securityGroup with no resourceID: " + group.groupId());
      }
      existing.computeIfAbsent(id, _ -> new ArrayList<>()).add(group);
    }
    return existing;
  }

  private java.util.Set<String> untouchable() {
    var keys = new java.util.HashSet<>(deployment.tracking().legacyKeys());
    keys.addAll(settings.externalManagedTags());
    return keys;
  }

  static List<IngressRule> rules(SecurityGroupSpec spec) {
    List<IngressRule> rules = new ArrayList<>();
    for (SecurityGroupSpec.Permission p : spec.ingress()) {
      p.ipRanges()
          .forEach(r -> rules.add(rule(p, new IngressRule.Source.Ipv4(r.cidr()), r.description())));
      p.ipv6Ranges()
          .forEach(r -> rules.add(rule(p, new IngressRule.Source.Ipv6(r.cidr()), r.description())));
      p.userIdGroupPairs()
          .forEach(
              g -> rules.add(rule(p, new IngressRule.Source.Group(g.groupId()), g.description())));
      p.prefixLists()
          .forEach(l ->
              rules.add(rule(p, new IngressRule.Source.PrefixList(l.listId()), l.description())));
    }
    return rules;
  }

  private static IngressRule rule(
      SecurityGroupSpec.Permission permission,
      IngressRule.Source source,
      @Nullable String description) {
    return new IngressRule(
        permission.ipProtocol(),
        permission.fromPort(),
        permission.toPort(),
        source,
        Objects.requireNonNullElse(description, ""));
  }

  static Map<String, String> tags(SecurityGroup group) {
    Map<String, String> tags = new HashMap<>();
    for (Tag tag : group.tags()) {
      tags.put(tag.key(), tag.value());
    }
    return tags;
  }
}
