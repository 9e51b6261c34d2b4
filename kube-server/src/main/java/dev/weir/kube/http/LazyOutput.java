package dev.weir.kube.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Starts the response with the first byte or on closing without failure, so that an error before
/// it still gets its status.
final class LazyOutput extends OutputStream {
  private final Supplier<OutputStream> target;
  private @Nullable OutputStream out;
  private boolean used;

  LazyOutput(Supplier<OutputStream> target) {
    this.target = target;
  }

  private OutputStream out() {
    used = true;
    OutputStream open = out;
    if (open == null) {
      open = target.get();
      out = open;
    }
    return open;
  }

  @Override
  public void write(int b) throws IOException {
    out().write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out().write(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    out().flush();
  }

  @Override
  public void close() throws IOException {
    if (used) {
      out().close();
    }
  }
}
