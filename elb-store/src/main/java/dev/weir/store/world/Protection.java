package dev.weir.store.world;

/// A Shield Advanced protection of a resource.
public record Protection(String id, String name, String resourceArn, String arn) {}
