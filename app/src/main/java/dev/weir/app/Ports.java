package dev.weir.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Supplier;

/// Turns a port that is taken into a message that says which flag chooses another.
final class Ports {
  private Ports() {}

  /// Starts a server, or says why its port cannot be had.
  ///
  /// @param what the server in words, such as `the console`
  static <T> T started(String what, int port, String flag, Supplier<T> start) {
    try {
      tryToBind(port);
      return start.get();
    } catch (RuntimeException e) {
      if (isBindFailure(e)) {
        throw new UserError(
            what
                + " cannot listen on 127.0.0.1:"
                + port
                + ": "
                + deepest(e).getMessage()
                + ". Stop what uses the port, or choose another with "
                + flag
                + " (0 picks a free one).",
            e);
      }
      throw e;
    }
  }

  /// A web server may only log that it could not bind, so the port is tried before.
  private static void tryToBind(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("127.0.0.1", port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBindFailure(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
