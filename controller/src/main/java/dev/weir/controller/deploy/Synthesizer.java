package dev.weir.controller.deploy;

/// Makes the resources of one type what the stack says. One instance serves one deployment.
interface Synthesizer {
  /// Creates and updates; called in the order of the types.
  void synthesize();

  /// Deletes what nothing depends on any more; called in the reverse order, after all of the above.
  default void postSynthesize() {}
}
