package dev.weir.controller.target;

/// The Service or the port that a TargetGroupBinding names does not exist.
final class BackendNotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackendNotFound(String cause) {
    super("backend not found: " + cause);
  }
}
