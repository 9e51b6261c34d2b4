package dev.weir.app;

import java.nio.file.Path;
import java.util.Optional;

/// What a running `weir up` tells about itself in `run.json` of its data directory.
///
/// @param ready whether everything is up
/// @param metrics of the controller; empty when it does not run in this process
record RunFile(
    long pid,
    boolean ready,
    String kubeconfig,
    String kubernetes,
    String aws,
    String console,
    String metrics) {
  static final String NAME = "run.json";

  static Optional<RunFile> read(Path dataDirectory) {
    return DataDirectory.read(dataDirectory, NAME, RunFile.class);
  }

  /// The process, if it still lives.
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }
}
