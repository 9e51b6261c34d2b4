package dev.weir.controller.network;

import dev.weir.controller.aws.AwsErrors;
import dev.weir.controller.aws.ExpiringCache;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Security groups of the cluster's VPC: finds, makes and deletes them and keeps their inbound
/// rules as wanted. The rules of a group are remembered for ten minutes.
public final class SecurityGroups {
  private static final Logger log = LoggerFactory.getLogger(SecurityGroups.class);
  private static final Duration RULES_VALID = Duration.ofMinutes(10);
  private static final String[] STALE_RULES = {
    "InvalidPermission.Duplicate",
    "InvalidPermission.NotFound",
    "RulesPerSecurityGroupLimitExceeded"
  };

  private final Ec2Client ec2;
  private final String vpcId;
  private final ExpiringCache<String, List<IngressRule>> rules;

  public SecurityGroups(Ec2Client ec2, String vpcId, Clock clock) {
    this.ec2 = ec2;
    this.vpcId = vpcId;
    this.rules = new ExpiringCache<>(clock);
  }

  /// Groups of the VPC that carry all these tags.
  public List<SecurityGroup> withTags(Map<String, String> tags) {
    List<Filter> filters = new ArrayList<>();
    filters.add(filter("vpc-id", vpcId));
    new TreeMap<>(tags).forEach((key, value) -> filters.add(filter("tag:" + key, value)));
    return remember(
        ec2.describeSecurityGroupsPaginator(r -> r.filters(filters)).securityGroups().stream()
            .toList());
  }

  /// These groups; one that does not exist is an error.
  public List<SecurityGroup> byId(Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return remember(ec2.describeSecurityGroups(r -> r.groupIds(ids)).securityGroups());
  }

  /// Makes a group and returns its id.
  public String create(String name, String description, Map<String, String> tags) {
    String id =
        ec2.createSecurityGroup(r ->
                r.vpcId(vpcId)
                    .groupName(name)
                    .description(description)
                    .tagSpecifications(t -> t.resourceType("security-group").tags(sdkTags(tags))))
            .groupId();
    log.info("created securityGroup name={} securityGroupID={}", name, id);
    return id;
  }

  public void delete(String id) {
    ec2.deleteSecurityGroup(r -> r.groupId(id));
    rules.remove(id);
    log.info("deleted securityGroup securityGroupID={}", id);
  }

  /// Sets and removes tags; nothing is called when there is nothing to do.
  public void changeTags(String id, Map<String, String> set, Collection<String> remove) {
    if (!set.isEmpty()) {
      ec2.createTags(r -> r.resources(id).tags(sdkTags(set)));
    }
    if (!remove.isEmpty()) {
      List<Tag> tags = remove.stream().sorted().map(key -> Tag.builder().key(key).build()).toList();
      ec2.deleteTags(r -> r.resources(id).tags(tags));
    }
  }

  /// Authorizes missing rules, then revokes surplus ones that `owned` accepts.
  ///
  /// @param authorizeOnly leaves surplus rules, because others may still want them
  public void reconcileIngress(
      String id,
      Collection<IngressRule> desired,
      Predicate<IngressRule> owned,
      boolean authorizeOnly) {
    try {
      apply(id, diff(id, desired, owned, authorizeOnly), false);
    } catch (Ec2Exception e) {
      if (!AwsErrors.is(e, STALE_RULES)) {
        throw e;
      }
      rules.remove(id);
      boolean full = AwsErrors.is(e, "RulesPerSecurityGroupLimitExceeded");
      apply(id, diff(id, desired, owned, authorizeOnly), full);
    }
  }

  private IngressRuleDiff diff(
      String id,
      Collection<IngressRule> desired,
      Predicate<IngressRule> owned,
      boolean authorizeOnly) {
    return IngressRuleDiff.of(desired, observed(id), authorizeOnly ? _ -> false : owned);
  }

  private List<IngressRule> observed(String id) {
    return rules
        .get(id)
        .orElseGet(() -> {
          byId(List.of(id));
          return rules.get(id).orElse(List.of());
        });
  }

  private void apply(String id, IngressRuleDiff diff, boolean revokeFirst) {
    if (diff.isEmpty()) {
      return;
    }
    rules.remove(id);
    if (revokeFirst) {
      revoke(id, diff.revoke());
      authorize(id, diff.authorize());
    } else {
      authorize(id, diff.authorize());
      revoke(id, diff.revoke());
    }
  }

  private void authorize(String id, List<IngressRule> missing) {
    if (!missing.isEmpty()) {
      ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(permissions(missing)));
      log.info("authorized securityGroup ingress securityGroupID={} permissions={}", id, missing);
    }
  }

  private void revoke(String id, List<IngressRule> surplus) {
    if (!surplus.isEmpty()) {
      ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(permissions(surplus)));
      log.info("revoked securityGroup ingress securityGroupID={} permissions={}", id, surplus);
    }
  }

  private List<SecurityGroup> remember(List<SecurityGroup> groups) {
    groups.forEach(group -> {
      List<IngressRule> ingress =
          group.ipPermissions().stream().flatMap(p -> IngressRule.of(p).stream()).toList();
      rules.put(group.groupId(), ingress, RULES_VALID);
    });
    return groups;
  }

  private static List<IpPermission> permissions(List<IngressRule> rules) {
    return rules.stream().map(IngressRule::permission).toList();
  }

  private static List<Tag> sdkTags(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
