package dev.weir.kube.store;

import java.nio.file.Path;

/// The data directory cannot be used; the message says which file, why, and what to do.
public final class DataDirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataDirectoryException(Path file, String why, String remedy) {
    super("data directory: '" + file + "' " + why + " (" + remedy + ")");
  }

  DataDirectoryException(Path file, String why, String remedy, Throwable cause) {
    super("data directory: '" + file + "' " + why + " (" + remedy + ")", cause);
  }
}
