package dev.weir.proxy.http1;

import dev.weir.proxy.exchange.HeaderSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How one response head changes on the way to an HTTP/1 client. Used again for response after
/// response.
public final class ResponsePlan implements HeaderSink {
  /// What becomes of the target's framing fields.
  public enum Body {
    AS_IS,
    /// The target ends its body by closing, the client gets chunks.
    CHUNK,
    /// The target sends chunks, an HTTP/1.0 client reads until the connection closes.
    UNCHUNK
  }

  private byte[] lines = new byte[512];
  private int length;

  public Body body = Body.AS_IS;
  public boolean close;

  /// Whether an HTTP/1.0 client is told that its connection stays open.
  public boolean tellKeepAlive;

  public boolean upgrade;

  /// Names in lower case of fields that the listener sets itself, or null.
  public byte @Nullable [][] replaced;

  public void clear() {
    length = 0;
    body = Body.AS_IS;
    close = false;
    tellKeepAlive = false;
    upgrade = false;
    replaced = null;
  }

  @Override
  public void line(byte[] line) {
    if (length + line.length > lines.length) {
      lines = Arrays.copyOf(lines, (length + line.length) * 2);
    }
    System.arraycopy(line, 0, lines, length, line.length);
    length += line.length;
  }

  /// The lines to add, {@link #linesLength} of them in use.
  public byte[] lines() {
    return lines;
  }

  public int linesLength() {
    return length;
  }
}
