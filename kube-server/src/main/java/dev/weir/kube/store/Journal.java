package dev.weir.kube.store;

import dev.weir.kube.registry.ResourceKey;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Where committed changes survive the process. Commits append in revision order under the store's
/// lock, so [#append] only queues; [#await] then waits, outside of the lock, until the change is
/// safe.
interface Journal extends AutoCloseable {
  /// Nothing survives.
  Journal NONE =
      new Journal() {
        @Override
        public Recovered recover() {
          return new Recovered(Map.of(), 0);
        }

        @Override
        public void append(Change change) {}

        @Override
        public void await(long revision) {}

        @Override
        public void close() {}
      };

  /// What an earlier process left.
  ///
  /// @param revision the last revision it committed, 0 if there was none
  record Recovered(Map<ResourceKey, ObjectNode> objects, long revision) {}

  /// Called once, before anything is appended.
  Recovered recover();

  void append(Change change);

  /// Returns once the change of that revision, and all before it, are on disk.
  void await(long revision);

  @Override
  void close();
}
