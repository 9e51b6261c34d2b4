package dev.weir.controller.admission;

import dev.weir.planner.crd.TargetGroupBinding;
import dev.weir.planner.crd.TargetGroupBindingSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Fills in what a TargetGroupBinding leaves out and refuses what cannot work, as the webhooks do.
///
/// @param clusterVpcId what an absent VPC stands for
/// @param byArn the target group with an ARN
/// @param byName the target group with a name
public record BindingAdmission(
    String clusterVpcId,
    Function<String, Optional<TargetGroup>> byArn,
    Function<String, Optional<TargetGroup>> byName) {
  private static final Pattern VPC_ID =
      Pattern.compile("^(?:vpc-[0-9a-f]{8}|vpc-[0-9a-f]{17}|vpc-[0-9a-f]{32})$");
  private static final Set<String> QUIC = Set.of("QUIC", "TCP_QUIC");

  /// The spec with ARN, type, address family, VPC and protocol of its target group where absent.
  ///
  /// @throws Denied when the target group cannot be found or cannot be bound
  public TargetGroupBindingSpec completed(TargetGroupBindingSpec spec) {
    if (isEmpty(spec.targetGroupArn()) && isEmpty(spec.targetGroupName())) {
      throw new Denied("must provide either TargetGroupARN or TargetGroupName");
    }
    if (!isEmpty(spec.targetGroupArn())
        && spec.targetType() != null
        && spec.ipAddressType() != null
        && !isEmpty(spec.vpcId())
        && spec.targetGroupProtocol() != null) {
      return spec;
    }
    TargetGroup group = find(spec);
    String type = spec.targetType();
    if (type == null) {
      type = group.targetTypeAsString();
      if (!"instance".equals(type) && !"ip".equals(type)) {
        throw new Denied("couldn't determine TargetType: unsupported TargetType: " + type);
      }
    }
    return new TargetGroupBindingSpec(
        group.targetGroupArn(),
        spec.targetGroupName(),
        spec.multiClusterTargetGroup(),
        type,
        Objects.requireNonNullElse(spec.targetGroupProtocol(), group.protocolAsString()),
        spec.serviceRef(),
        spec.networking(),
        spec.nodeSelector(),
        spec.ipAddressType() == null
            ? Objects.requireNonNullElse(group.ipAddressTypeAsString(), "ipv4")
            : spec.ipAddressType(),
        isEmpty(spec.vpcId()) ? group.vpcId() : spec.vpcId(),
        spec.iamRoleArnToAssume(),
        spec.assumeRoleExternalId());
  }

  /// Why the binding may not be stored; empty when it may.
  ///
  /// @param before null for a creation
  /// @param all every binding of the cluster
  public Optional<String> validate(
      TargetGroupBinding binding,
      @Nullable TargetGroupBinding before,
      Collection<TargetGroupBinding> all) {
    try {
      checkRequired(binding.getSpec());
      if (before != null) {
        checkImmutable(binding.getSpec(), before.getSpec());
      }
      checkNodeSelector(binding.getSpec());
      checkSharing(binding, all);
      checkVpc(binding.getSpec());
      checkAgainstTargetGroup(binding.getSpec());
      checkAssumeRole(binding.getSpec());
      return Optional.empty();
    } catch (Denied e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void checkRequired(TargetGroupBindingSpec spec) {
    List<String> missing = new ArrayList<>();
    if (isEmpty(spec.targetGroupArn()) && isEmpty(spec.targetGroupName())) {
      missing.add("either TargetGroupARN or TargetGroupName");
    }
    if (spec.targetType() == null) {
      missing.add("spec.targetType");
    }
    if (!missing.isEmpty()) {
      throw new Denied(
          "TargetGroupBinding must specify these fields: " + String.join(",", missing));
    }
  }

  private void checkImmutable(TargetGroupBindingSpec now, TargetGroupBindingSpec before) {
    List<String> changed = new ArrayList<>();
    if (!Objects.equals(now.targetGroupArn(), before.targetGroupArn())) {
      changed.add("spec.targetGroupARN");
    }
    if (!Objects.equals(now.targetType(), before.targetType())) {
      changed.add("spec.targetType");
    }
    if (!family(now).equals(family(before))) {
      changed.add("spec.ipAddressType");
    }
    if (!vpc(now).equals(vpc(before))) {
      changed.add("spec.vpcID");
    }
    if (!changed.isEmpty()) {
      throw new Denied(
          "TargetGroupBinding update may not change these immutable fields: "
              + String.join(",", changed));
    }
  }

  private static void checkNodeSelector(TargetGroupBindingSpec spec) {
    if ("ip".equals(spec.targetType()) && spec.nodeSelector() != null) {
      throw new Denied("TargetGroupBinding cannot set NodeSelector when TargetType is ip");
    }
  }

  private static void checkSharing(TargetGroupBinding binding, Collection<TargetGroupBinding> all) {
    String arn = binding.getSpec().targetGroupArn();
    List<TargetGroupBinding> others =
        all.stream()
            .filter(other -> Objects.equals(arn, other.getSpec().targetGroupArn()))
            .filter(other -> !isSame(binding, other))
            .toList();
    boolean shared =
        isMultiCluster(binding) && others.stream().allMatch(BindingAdmission::isMultiCluster);
    if (others.isEmpty() || shared) {
      return;
    }
    String names =
        String.join(
            ",",
            others.stream()
                .map(o -> o.getMetadata().getNamespace() + "/" + o.getMetadata().getName())
                .toList());
    throw new Denied(
        "TargetGroup "
            + arn
            + " is already bound to following TargetGroupBindings ["
            + names
            + "]. Please enable MultiCluster mode on all TargetGroupBindings referencing "
            + arn
            + " or choose a different Target Group ARN.");
  }

  private static void checkVpc(TargetGroupBindingSpec spec) {
    if (!isEmpty(spec.vpcId()) && !VPC_ID.matcher(String.valueOf(spec.vpcId())).matches()) {
      throw new Denied(
          "ValidationError: vpcID "
              + spec.vpcId()
              + " failed to satisfy constraint: VPC Id must begin with 'vpc-' followed by 8, 17 or"
              + " 32 lowercase letters (a-f) or numbers.");
    }
  }

  private void checkAgainstTargetGroup(TargetGroupBindingSpec spec) {
    if (!isEmpty(spec.iamRoleArnToAssume())) {
      return;
    }
    TargetGroup group = find(spec);
    String arn = group.targetGroupArn();
    String family = Objects.requireNonNullElse(group.ipAddressTypeAsString(), "ipv4");
    if (!family.equals(family(spec))) {
      throw new Denied("invalid IP address type " + family(spec) + " for TargetGroup " + arn);
    }
    if (!isEmpty(spec.vpcId()) && !Objects.equals(spec.vpcId(), group.vpcId())) {
      throw new Denied(
          "invalid VpcID " + spec.vpcId() + " doesnt match VpcID from TargetGroup " + arn);
    }
    String protocol = spec.targetGroupProtocol();
    if (protocol != null && !protocol.equals(group.protocolAsString())) {
      throw new Denied(
          "TargetGroup "
              + arn
              + " protocol differs (got "
              + protocol
              + ", expected "
              + group.protocolAsString()
              + ")");
    }
    if (protocol != null && QUIC.contains(protocol) && "instance".equals(spec.targetType())) {
      throw new Denied("QUIC protocol is not supported for Instance target types.");
    }
  }

  private static void checkAssumeRole(TargetGroupBindingSpec spec) {
    if ("instance".equals(spec.targetType()) && !isEmpty(spec.iamRoleArnToAssume())) {
      throw new Denied("Unable to use instance target type while using assume role");
    }
  }

  private TargetGroup find(TargetGroupBindingSpec spec) {
    String arn = Objects.requireNonNullElse(spec.targetGroupArn(), "");
    String name = Objects.requireNonNullElse(spec.targetGroupName(), "");
    return (arn.isEmpty() ? byName.apply(name) : byArn.apply(arn))
        .orElseThrow(
            () -> new Denied("couldn't find target group " + (arn.isEmpty() ? name : arn)));
  }

  private String vpc(TargetGroupBindingSpec spec) {
    String vpcId = Objects.requireNonNullElse(spec.vpcId(), "");
    return vpcId.isEmpty() ? clusterVpcId : vpcId;
  }

  private static String family(TargetGroupBindingSpec spec) {
    return Objects.requireNonNullElse(spec.ipAddressType(), "ipv4");
  }

  private static boolean isSame(TargetGroupBinding a, TargetGroupBinding b) {
    return Objects.equals(a.getMetadata().getNamespace(), b.getMetadata().getNamespace())
        && Objects.equals(a.getMetadata().getName(), b.getMetadata().getName());
  }

  private static boolean isMultiCluster(TargetGroupBinding binding) {
    return Boolean.TRUE.equals(binding.getSpec().multiClusterTargetGroup());
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }
}
