package dev.weir.kube.cluster;

import java.time.Duration;

/// What follows from one look at an object.
sealed interface Outcome {
  Outcome DONE = new Done();

  /// Nothing until the next change.
  record Done() implements Outcome {}

  /// Look again after a while, changed or not.
  record Again(Duration after) implements Outcome {}

  static Outcome again(Duration after) {
    return new Again(after);
  }
}
