package dev.weir.controller.journal;

import java.util.List;

/// One resource that a reconcile changed.
///
/// @param resourceType as in the stack, such as `AWS::ElasticLoadBalancingV2::Listener`
/// @param resourceId as in the stack, such as `80` for a listener
/// @param name what the resource is called outside the stack: an ARN, id or name
/// @param fields what differs; may be empty for a resource that was made or deleted
public record Change(
    Kind kind, String resourceType, String resourceId, String name, List<Field> fields) {
  /// What happened to the resource.
  public enum Kind {
    CREATED,
    MODIFIED,
    DELETED
  }

  /// A field's old and new value as text; absent values are empty.
  public record Field(String name, String before, String after) {}

  public Change {
    fields = List.copyOf(fields);
  }
}
