package dev.weir.store.world;

/// A web access control list, by name only: its rules are not evaluated.
///
/// @param generation `WAFV2` or `REGIONAL` (the first WAF)
/// @param scope `REGIONAL` or `CLOUDFRONT`
/// @param defaultAction `ALLOW` or `BLOCK`
public record WebAcl(
    String arn,
    String id,
    String name,
    String description,
    String generation,
    String scope,
    String defaultAction,
    String lockToken) {}
