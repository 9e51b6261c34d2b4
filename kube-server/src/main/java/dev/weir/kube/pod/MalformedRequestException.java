package dev.weir.kube.pod;

import java.io.IOException;

/// A request that cannot be answered other than by an error status and the end of the connection.
final class MalformedRequestException extends IOException {
  private final int status;

  MalformedRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
