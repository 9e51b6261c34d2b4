package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A WAFv2 web ACL on a load balancer; an empty ARN takes the web ACL off.
public record WebAclAssociationSpec(
    @JsonProperty("webACLARN") String webAclArn, @JsonProperty("resourceARN") Token resourceArn)
    implements ResourceSpec {
  @Override
  public ResourceType resourceType() {
    return ResourceType.WEB_ACL_ASSOCIATION;
  }
}
