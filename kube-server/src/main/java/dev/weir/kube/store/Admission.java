package dev.weir.kube.store;

import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What every write goes through, from HTTP and from in-process callers alike: type check,
/// defaults, rules of the type, allocated values such as cluster IPs. Runs before the commit,
/// possibly more than once for one write, on any thread.
public interface Admission {
  /// A write about to be committed.
  ///
  /// @param object the new state; admission changes it in place
  /// @param before the stored state, null for a creation
  /// @param status whether the write goes to the `status` subresource
  record Write(
      ResourceType type,
      ObjectNode object,
      @Nullable ObjectNode before,
      boolean status,
      WriteOptions options) {}

  /// Checks and completes the object; warnings go to the write's options.
  ///
  /// @throws StatusException 400 or 422 if the write is refused
  void admit(Write write);
}
