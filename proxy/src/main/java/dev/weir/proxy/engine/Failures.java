package dev.weir.proxy.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where exceptions of connections go: broken connections are everyday life, anything else is a bug
/// of ours.
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  void report(String where, Throwable cause) {
    if (cause instanceof IOException || cause instanceof UncheckedIOException) {
      LOG.debug("{}: {}", where, cause.toString());
    } else {
      LOG.error("{}: unexpected failure", where, cause);
    }
  }
}
