package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The TargetGroupBinding object that ties the endpoints of a Service port to a target group.
///
/// @param targetGroupArn the target group in the same stack
/// @param networking which sources may reach the targets; null leaves security groups alone
/// @param nodeLabels nodes that may be targets; empty means all
public record TargetGroupBindingSpec(
    String namespace,
    String name,
    @JsonProperty("targetGroupARN") Token targetGroupArn,
    String targetType,
    ServiceRef serviceRef,
    @Nullable BindingNetworking networking,
    Map<String, String> nodeLabels,
    @Nullable String ipAddressType,
    @JsonProperty("vpcID") @Nullable String vpcId,
    boolean multiClusterTargetGroup,
    @Nullable String targetGroupProtocol)
    implements ResourceSpec {

  public TargetGroupBindingSpec {
    nodeLabels = Map.copyOf(nodeLabels);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.TARGET_GROUP_BINDING;
  }

  /// A Service in the binding's namespace and one of its ports, by number or name.
  public record ServiceRef(String name, IntOrString port) {}
}
