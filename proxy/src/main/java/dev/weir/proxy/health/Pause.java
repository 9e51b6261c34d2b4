package dev.weir.proxy.health;

import java.time.Duration;

/// Waits between two checks of a target; tests decide when it ends.
@FunctionalInterface
public interface Pause {

  /// Really waits.
  Pause SLEEP = Thread::sleep;

  void pause(Duration duration) throws InterruptedException;
}
