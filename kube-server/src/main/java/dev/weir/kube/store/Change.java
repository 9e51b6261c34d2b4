package dev.weir.kube.store;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.registry.ResourceKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One committed change: what the history keeps and the journal writes.
///
/// @param before null for a creation
/// @param after null for a deletion
public record Change(
    ResourceKey key, @Nullable ObjectNode before, @Nullable ObjectNode after, long revision) {

  /// What watchers are shown when the object disappears (from their selection): its last state at
  /// this revision.
  ObjectNode last() {
    ObjectNode state = after != null ? after : before;
    ObjectNode last = state == null ? Json.object() : state.deepCopy();
    Meta.of(last).put("resourceVersion", Long.toString(revision));
    return last;
  }
}
