package dev.weir.kube.store;

import dev.weir.kube.registry.ResourceKey;
import tools.jackson.databind.node.ObjectNode;

/// One change as a watcher sees it.
///
/// @param object the object after the change; for `DELETED` its last state with the revision of the
///   deletion. Not to be changed.
/// @param revision the revision of the change
public record WatchEvent(Type type, ResourceKey key, ObjectNode object, long revision) {
  /// What happened, from the point of view of the watch's selector.
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}
