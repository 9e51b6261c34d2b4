package dev.weir.controller.deploy;

import dev.weir.controller.aws.AwsErrors;
import dev.weir.controller.aws.Retry;
import dev.weir.planner.FeatureGate;
import dev.weir.planner.stack.KeyValue;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.TargetGroupSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/// Target groups. One that cannot be changed into what is wanted is made anew, and the old one is
/// deleted after the listeners point to the new one.
final class TargetGroupSynthesizer implements Synthesizer {
  private static final Retry DELETE_RETRY =
      new Retry(Duration.ofSeconds(2), Duration.ofSeconds(20));
  private static final Set<String> LAYER_4 =
      Set.of("TCP", "UDP", "TLS", "TCP_UDP", "QUIC", "TCP_QUIC");

  private final Deployment deployment;
  private final ElasticLoadBalancingV2Client elb;
  private final ElbInventory inventory;
  private final DeploySettings settings;
  private final List<ResourceMatch.Surplus<ElbInventory.Found<TargetGroup>>> doomed =
      new ArrayList<>();

  TargetGroupSynthesizer(
      Deployment deployment,
      ElasticLoadBalancingV2Client elb,
      ElbInventory inventory,
      DeploySettings settings) {
    this.deployment = deployment;
    this.elb = elb;
    this.inventory = inventory;
    this.settings = settings;
  }

  @Override
  public void synthesize() {
    var match =
        ResourceMatch.of(
            deployment.stack().specs(TargetGroupSpec.class),
            inventory.targetGroups(deployment.tracking(), deployment.stack().id()),
            ElbInventory.Found::resourceId,
            (spec, found) -> needsReplacement(spec, found.resource()));
    doomed.addAll(match.surplus());
    match.missing().forEach(this::create);
    match.matched().forEach(pair -> update(pair.id(), pair.desired(), pair.observed()));
  }

  @Override
  public void postSynthesize() {
    for (var surplus : doomed) {
      TargetGroup group = surplus.observed().resource();
      try {
        DELETE_RETRY.run(
            () -> elb.deleteTargetGroup(r -> r.targetGroupArn(group.targetGroupArn())),
            "ResourceInUse");
      } catch (ElasticLoadBalancingV2Exception e) {
        if (!AwsErrors.is(e, "TargetGroupNotFound")) {
          throw new IllegalStateException("failed to delete targetGroup: " + e.getMessage(), e);
        }
      }
      inventory.tags().forget(group.targetGroupArn());
      deployment.deleted(ResourceType.TARGET_GROUP, surplus.id(), group.targetGroupArn());
    }
  }

  private void create(String id, TargetGroupSpec spec) {
    var request =
        CreateTargetGroupRequest.builder()
            .name(spec.name())
            .targetType(spec.targetType())
            .port(spec.port())
            .protocol(spec.protocol())
            .protocolVersion(spec.protocolVersion())
            .vpcId(settings.vpcId())
            .targetControlPort(spec.targetControlPort())
            .healthCheckEnabled(true)
            .tags(ElbTags.sdk(deployment.tagsOn(id, spec.tags())));
    if (!"ipv4".equals(spec.ipAddressType())) {
      request.ipAddressType(spec.ipAddressType());
    }
    var check = spec.healthCheckConfig();
    if (check != null) {
      request
          .healthCheckPort(text(check.port()))
          .healthCheckProtocol(check.protocol())
          .healthCheckPath(check.path())
          .matcher(matcher(check.matcher()))
          .healthCheckIntervalSeconds(check.intervalSeconds())
          .healthCheckTimeoutSeconds(check.timeoutSeconds())
          .healthyThresholdCount(check.healthyThresholdCount())
          .unhealthyThresholdCount(check.unhealthyThresholdCount());
    }
    String arn = elb.createTargetGroup(request.build()).targetGroups().getFirst().targetGroupArn();
    deployment.created(ResourceType.TARGET_GROUP, id, arn);
    reconcileAttributes(id, spec, arn);
    fulfil(id, arn);
  }

  private void update(String id, TargetGroupSpec spec, ElbInventory.Found<TargetGroup> found) {
    String arn = found.resource().targetGroupArn();
    TagDiff tags = TagDiff.of(deployment.tagsOn(id, spec.tags()), found.tags(), untouchable());
    inventory.tags().apply(arn, tags);
    if (!tags.isEmpty()) {
      deployment.modified(ResourceType.TARGET_GROUP, id, arn, "tags", tags.remove(), tags.set());
    }
    var check = spec.healthCheckConfig();
    if (check != null && differs(check, found.resource())) {
      modifyHealthCheck(id, arn, check, found.resource());
    }
    reconcileAttributes(id, spec, arn);
    fulfil(id, arn);
  }

  private void modifyHealthCheck(
      String id, String arn, TargetGroupSpec.HealthCheck check, TargetGroup observed) {
    elb.modifyTargetGroup(
        ModifyTargetGroupRequest.builder()
            .targetGroupArn(arn)
            .healthCheckEnabled(true)
            .healthCheckPort(text(check.port()))
            .healthCheckProtocol(check.protocol())
            .healthCheckPath(check.path())
            .matcher(matcher(check.matcher()))
            .healthCheckIntervalSeconds(check.intervalSeconds())
            .healthCheckTimeoutSeconds(check.timeoutSeconds())
            .healthyThresholdCount(check.healthyThresholdCount())
            .unhealthyThresholdCount(check.unhealthyThresholdCount())
            .build());
    deployment.modified(ResourceType.TARGET_GROUP, id, arn, "healthCheck", shown(observed), check);
  }

  private void reconcileAttributes(String id, TargetGroupSpec spec, String arn) {
    Map<String, String> desired = new TreeMap<>();
    for (KeyValue attribute : spec.targetGroupAttributes()) {
      desired.put(attribute.key(), attribute.value());
    }
    if (desired.isEmpty()) {
      return;
    }
    Map<String, String> observed =
        elb.describeTargetGroupAttributes(r -> r.targetGroupArn(arn)).attributes().stream()
            .collect(
                Collectors.toMap(a -> a.key(), a -> Objects.requireNonNullElse(a.value(), "")));
    AttributeDiff diff = AttributeDiff.of(desired, observed);
    if (!diff.isEmpty()) {
      elb.modifyTargetGroupAttributes(r ->
          r.targetGroupArn(arn)
              .attributes(
                  diff.changed().entrySet().stream()
                      .map(e ->
                          TargetGroupAttribute.builder()
                              .key(e.getKey())
                              .value(e.getValue())
                              .build())
                      .toList()));
      deployment.modified(ResourceType.TARGET_GROUP, id, arn, diff.fields());
    }
  }

  private boolean needsReplacement(TargetGroupSpec spec, TargetGroup observed) {
    return !spec.targetType().equals(observed.targetTypeAsString())
        || !spec.protocol().equals(observed.protocolAsString())
        || (spec.protocolVersion() != null
            && !spec.protocolVersion().equals(observed.protocolVersion()))
        || !Objects.equals(spec.targetControlPort(), observed.targetControlPort())
        || healthCheckNeedsReplacement(spec, observed);
  }

  /// Without the gate, layer 4 health checks are taken as fixed at creation.
  private boolean healthCheckNeedsReplacement(TargetGroupSpec spec, TargetGroup observed) {
    var check = spec.healthCheckConfig();
    if (check == null
        || settings.gates().isEnabled(FeatureGate.NLB_HEALTH_CHECK_ADVANCED_CONFIG)
        || !LAYER_4.contains(spec.protocol())) {
      return false;
    }
    return differs(check.protocol(), observed.healthCheckProtocolAsString())
        || differs(check.matcher(), observed)
        || differs(check.intervalSeconds(), observed.healthCheckIntervalSeconds())
        || differs(check.timeoutSeconds(), observed.healthCheckTimeoutSeconds());
  }

  private static boolean differs(TargetGroupSpec.HealthCheck check, TargetGroup observed) {
    return differs(check.port() == null ? null : text(check.port()), observed.healthCheckPort())
        || differs(check.protocol(), observed.healthCheckProtocolAsString())
        || differs(check.path(), observed.healthCheckPath())
        || differs(check.matcher(), observed)
        || differs(check.intervalSeconds(), observed.healthCheckIntervalSeconds())
        || differs(check.timeoutSeconds(), observed.healthCheckTimeoutSeconds())
        || differs(check.healthyThresholdCount(), observed.healthyThresholdCount())
        || differs(check.unhealthyThresholdCount(), observed.unhealthyThresholdCount());
  }

  private static boolean differs(TargetGroupSpec.@Nullable Matcher matcher, TargetGroup observed) {
    if (matcher == null) {
      return false;
    }
    var shown = observed.matcher();
    return shown == null
        || !Objects.equals(matcher.httpCode(), shown.httpCode())
        || !Objects.equals(matcher.grpcCode(), shown.grpcCode());
  }

  private static boolean differs(@Nullable Object desired, @Nullable Object observed) {
    return desired != null && !desired.equals(observed);
  }

  private static software.amazon.awssdk.services.elasticloadbalancingv2.model.@Nullable Matcher
      matcher(TargetGroupSpec.@Nullable Matcher matcher) {
    return matcher == null
        ? null
        : software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher.builder()
            .httpCode(matcher.httpCode())
            .grpcCode(matcher.grpcCode())
            .build();
  }

  private static @Nullable String text(io.fabric8.kubernetes.api.model.@Nullable IntOrString port) {
    if (port == null) {
      return null;
    }
    return port.getStrVal() != null ? port.getStrVal() : String.valueOf(port.getIntVal());
  }

  private static String shown(TargetGroup group) {
    return "HealthCheck[port="
        + group.healthCheckPort()
        + ", protocol="
        + group.healthCheckProtocolAsString()
        + ", path="
        + group.healthCheckPath()
        + ", matcher="
        + group.matcher()
        + ", intervalSeconds="
        + group.healthCheckIntervalSeconds()
        + ", timeoutSeconds="
        + group.healthCheckTimeoutSeconds()
        + ", healthyThresholdCount="
        + group.healthyThresholdCount()
        + ", unhealthyThresholdCount="
        + group.unhealthyThresholdCount()
        + "]";
  }

  private Set<String> untouchable() {
    Set<String> keys = new HashSet<>(deployment.tracking().legacyKeys());
    keys.addAll(settings.externalManagedTags());
    return keys;
  }

  private void fulfil(String id, String arn) {
    deployment.fulfil(ResourceType.TARGET_GROUP, id, "status/targetGroupARN", arn);
  }
}
