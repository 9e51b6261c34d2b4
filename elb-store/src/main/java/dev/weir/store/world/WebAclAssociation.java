package dev.weir.store.world;

/// That a web ACL protects a resource.
///
/// @param generation `WAFV2` or `REGIONAL`; a resource has at most one web ACL of each
/// @param webAcl the ARN (WAFv2) or id (WAF Regional) of the web ACL
public record WebAclAssociation(String generation, String resourceArn, String webAcl) {
  public String key() {
    return keyOf(generation, resourceArn);
  }

  public static String keyOf(String generation, String resourceArn) {
    return generation + " " + resourceArn;
  }
}
