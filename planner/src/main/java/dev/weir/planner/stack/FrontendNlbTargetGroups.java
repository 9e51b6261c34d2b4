package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/// The targets of a frontend Network Load Balancer, by target group name; empty without one, but
/// always part of the stack of an Ingress group. Its JSON form has no `spec` around it.
public record FrontendNlbTargetGroups(
    @JsonInclude(JsonInclude.Include.ALWAYS) @JsonProperty("TargetGroups")
        Map<String, FrontendNlbTarget> targetGroups)
    implements ResourceSpec {

  /// Both its type and its id.
  public static final String ID = ResourceType.FRONTEND_NLB_TARGET_GROUP.key();

  public FrontendNlbTargetGroups {
    targetGroups = Map.copyOf(targetGroups);
  }

  @Override
  public ResourceType resourceType() {
    return ResourceType.FRONTEND_NLB_TARGET_GROUP;
  }

  /// An Application Load Balancer's port as the target of a Network Load Balancer's port.
  public record FrontendNlbTarget(
      @JsonProperty("Name") String name,
      @JsonProperty("ARN") Token arn,
      @JsonProperty("Port") int port,
      @JsonProperty("TargetARN") Token targetArn,
      @JsonProperty("TargetPort") int targetPort) {}
}
