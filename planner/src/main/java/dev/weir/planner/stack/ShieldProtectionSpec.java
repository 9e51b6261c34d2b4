package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether AWS Shield Advanced protects a load balancer.
public record ShieldProtectionSpec(boolean enabled, @JsonProperty("resourceARN") Token resourceArn)
    implements ResourceSpec {
  @Override
  public ResourceType resourceType() {
    return ResourceType.SHIELD_PROTECTION;
  }
}
