package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// A network with nothing but loopback, where ports below 1024 are for root only and every other
/// port is free.
final class OwnNetwork implements AutoCloseable {
  private final Process holder;

  private OwnNetwork(Process holder) {
    this.holder = holder;
  }

  /// Opens one; the test is skipped, with a line that says why, where that is not permitted.
  static OwnNetwork open() {
    if (!OrdinaryUser.isRoot()) {
      throw OrdinaryUser.skip("the tests run as an ordinary user already");
    }
    String setUp = "ip link set lo up && echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start";
    Command.Result tried = Command.of("unshare", "-n", "sh", "-c", setUp).run();
    if (tried.exitCode() != 0) {
      throw OrdinaryUser.skip("no network of our own here: " + tried.output());
    }
    try {
      Process holder =
          new ProcessBuilder("unshare", "-n", "sh", "-c", setUp + " && exec sleep 3600").start();
      OwnNetwork network = new OwnNetwork(holder);
      Eventually.get(
          Duration.ofSeconds(30),
          () -> network.inside(Command.of("sh", "-c", "ip link show lo | grep UP")).run().ok());
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command, run in this network.
  Command inside(Command command) {
    return command.behind("nsenter", "-t", Long.toString(holder.pid()), "-n");
  }

  @Override
  public void close() {
    holder.destroy();
    holder.onExit().join();
  }
}
