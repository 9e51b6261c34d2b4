package dev.weir.planner.stack;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A WAF Classic web ACL on a load balancer; an empty id takes the web ACL off.
public record ClassicWebAclAssociationSpec(
    @JsonProperty("webACLID") String webAclId, @JsonProperty("resourceARN") Token resourceArn)
    implements ResourceSpec {
  @Override
  public ResourceType resourceType() {
    return ResourceType.CLASSIC_WEB_ACL_ASSOCIATION;
  }
}
