package dev.weir.controller.target;

import dev.weir.controller.aws.AwsErrors;
import dev.weir.controller.aws.CidrBlock;
import dev.weir.controller.aws.ExpiringCache;
import dev.weir.controller.aws.VpcBlocks;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/// Registers endpoints as targets. An address outside the VPC belongs to no zone: it is registered
/// for all of them, or, where the load balancer insists, for the zone of its node.
final class Registration {
  private static final Duration NODE_ZONE_VALID = Duration.ofMinutes(60);
  private static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  private final TargetGroupTargets targets;
  private final VpcBlocks vpcBlocks;
  private final Function<String, Optional<Node>> nodes;
  private final ExpiringCache<String, Boolean> wantsNodeZone;

  Registration(
      TargetGroupTargets targets,
      VpcBlocks vpcBlocks,
      Function<String, Optional<Node>> nodes,
      Clock clock) {
    this.targets = targets;
    this.vpcBlocks = vpcBlocks;
    this.nodes = nodes;
    this.wantsNodeZone = new ExpiringCache<>(clock);
  }

  /// @param vpcId of the target group
  /// @param foreign the target group belongs to another account
  void register(
      ElasticLoadBalancingV2Client elb,
      String arn,
      String vpcId,
      boolean foreign,
      List<Endpoint> endpoints) {
    boolean nodeZone = wantsNodeZone.get(arn).isPresent();
    try {
      targets.register(elb, arn, descriptions(endpoints, vpcId, foreign, nodeZone));
    } catch (ElasticLoadBalancingV2Exception e) {
      if (foreign || nodeZone || !asksForZone(e)) {
        throw e;
      }
      wantsNodeZone.put(arn, true, NODE_ZONE_VALID);
      targets.register(elb, arn, descriptions(endpoints, vpcId, false, true));
    }
  }

  private List<TargetDescription> descriptions(
      List<Endpoint> endpoints, String vpcId, boolean foreign, boolean nodeZone) {
    List<CidrBlock> blocks =
        endpoints.stream().allMatch(Endpoint.NodeEndpoint.class::isInstance)
            ? List.of()
            : blocks(vpcId, foreign);
    return endpoints.stream().map(endpoint -> description(endpoint, blocks, nodeZone)).toList();
  }

  private TargetDescription description(
      Endpoint endpoint, List<CidrBlock> blocks, boolean nodeZone) {
    var builder = TargetDescription.builder().id(endpoint.id()).port(endpoint.port());
    return switch (endpoint) {
      case Endpoint.NodeEndpoint _ -> builder.build();
      case Endpoint.AddressEndpoint(String address, int _) ->
          isInside(address, blocks) ? builder.build() : builder.availabilityZone("all").build();
      case Endpoint.PodEndpoint(String address, int _, Pod pod) ->
          isInside(address, blocks)
              ? builder.build()
              : builder.availabilityZone(nodeZone ? zoneOf(pod) : "all").build();
    };
  }

  private List<CidrBlock> blocks(String vpcId, boolean foreign) {
    try {
      return vpcBlocks.of(vpcId).stream().map(CidrBlock::parse).toList();
    } catch (Ec2Exception e) {
      if (foreign && AwsErrors.is(e, "InvalidVpcID.NotFound")) {
        return List.of();
      }
      throw e;
    }
  }

  private String zoneOf(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getNodeName())
        .flatMap(nodes)
        .map(node -> Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of()))
        .map(labels -> labels.get(ZONE_LABEL))
        .orElse("all");
  }

  private static boolean isInside(String address, List<CidrBlock> blocks) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static boolean asksForZone(ElasticLoadBalancingV2Exception e) {
    return AwsErrors.is(e, "ValidationError")
        && Objects.requireNonNullElse(e.getMessage(), "")
            .contains("you must specify an Availability Zone");
  }
}
