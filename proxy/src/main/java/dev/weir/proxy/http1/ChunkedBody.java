package dev.weir.proxy.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Follows a chunked body (RFC 9112 section 7.1) to its end, strictly: lines end with CR LF, sizes
/// are hexadecimal digits, extensions and trailers hold no controls, trailers are fields and none
/// that says how messages are framed or routed (RFC 9110 section 6.5.1). So whoever reads the same
/// bytes after us finds the same end.
public final class ChunkedBody {
  private static final int MAX_LINE = 4096;
  private static final int MAX_TRAILERS = 16 * 1024;

  private enum State {
    SIZE,
    SIZE_BLANK,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    END_LF,
    DONE,
    BAD
  }

  private State state = State.SIZE;
  private long size;
  private int digits;
  private int lineLength;
  private int trailerLength;
  private byte @Nullable [] trailers;

  /// The name of a trailer; longer ones than this are none that matters.
  private final byte[] name = new byte[32];

  private int nameLength;

  public void reset() {
    trailers = null;
    state = State.SIZE;
    size = 0;
    digits = 0;
    lineLength = 0;
    trailerLength = 0;
  }

  /// From now on trailer fields are remembered.
  public void keepTrailers() {
    trailers = new byte[256];
  }

  /// The trailer fields as lines, each with its CR LF, {@link #trailersLength} bytes of it in use;
  /// null when they are not kept.
  public byte @Nullable [] trailers() {
    return trailers;
  }

  public int trailersLength() {
    return trailerLength;
  }

  public boolean done() {
    return state == State.DONE;
  }

  public boolean bad() {
    return state == State.BAD;
  }

  /// Reads on from a position and returns where it stopped: at `end`, behind the last byte of the
  /// body, or at a byte that must not be there.
  public int scan(ByteBuf in, int at, int end) {
    while (at < end && state != State.DONE && state != State.BAD) {
      if (state == State.DATA) {
        at = skipData(at, end);
      } else {
        step(in.getByte(at));
        at += state == State.BAD ? 0 : 1;
      }
    }
    return at;
  }

  /// Like {@link #scan}, but stops at each run of data, which is the content without its framing.
  ///
  /// @return the end of the run of data that begins where {@link #dataStart} says
  public int nextData(ByteBuf in, int at, int end) {
    while (at < end && state != State.DONE && state != State.BAD) {
      if (state == State.DATA) {
        dataStart = at;
        return skipData(at, end);
      }
      step(in.getByte(at));
      at += state == State.BAD ? 0 : 1;
    }
    dataStart = at;
    return at;
  }

  private int dataStart;

  public int dataStart() {
    return dataStart;
  }

  private int skipData(int at, int end) {
    long part = Math.min(size, end - at);
    size -= part;
    if (size == 0) {
      state = State.DATA_CR;
    }
    return (int) (at + part);
  }

  private void step(byte b) {
    state =
        switch (state) {
          case SIZE -> size(b);
          case SIZE_BLANK -> afterSize(b);
          case EXTENSION -> extension(b);
          case SIZE_LF -> b == '\n' ? sizeEnd() : State.BAD;
          case DATA_CR -> b == '\r' ? State.DATA_LF : State.BAD;
          case DATA_LF -> b == '\n' ? startSize() : State.BAD;
          case TRAILER_START -> trailerStart(b);
          case TRAILER_NAME -> trailerName(b);
          case TRAILER_VALUE -> trailerValue(b);
          case TRAILER_LF -> b == '\n' ? State.TRAILER_START : State.BAD;
          case END_LF -> b == '\n' ? State.DONE : State.BAD;
          case DATA, DONE, BAD -> state;
        };
  }

  private State startSize() {
    size = 0;
    digits = 0;
    lineLength = 0;
    return State.SIZE;
  }

  private State size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      size = size << 4 | digit;
      return ++digits > 15 ? State.BAD : State.SIZE;
    }
    return digits == 0 ? State.BAD : afterSize(b);
  }

  private State afterSize(byte b) {
    return switch (b) {
      case '\r' -> State.SIZE_LF;
      case ';' -> State.EXTENSION;
      case ' ', '\t' -> ++lineLength > MAX_LINE ? State.BAD : State.SIZE_BLANK;
      default -> State.BAD;
    };
  }

  private State extension(byte b) {
    if (b == '\r') {
      return State.SIZE_LF;
    }
    boolean control = b >= 0 && b < 0x20 && b != '\t' || b == 0x7f;
    return control || ++lineLength > MAX_LINE ? State.BAD : State.EXTENSION;
  }

  private State sizeEnd() {
    return size == 0 ? State.TRAILER_START : State.DATA;
  }

  private State trailerStart(byte b) {
    if (b == '\r') {
      return State.END_LF;
    }
    nameLength = 0;
    return b == ':' ? State.BAD : trailerName(b);
  }

  private State trailerName(byte b) {
    keep(b);
    if (b == ':') {
      return mayBeTrailer() ? State.TRAILER_VALUE : State.BAD;
    }
    if (!FieldSection.TOKEN[b & 0xff] || trailerLength > MAX_TRAILERS) {
      return State.BAD;
    }
    if (nameLength < name.length) {
      name[nameLength] = b;
    }
    nameLength++;
    return State.TRAILER_NAME;
  }

  private boolean mayBeTrailer() {
    if (nameLength > name.length) {
      return true;
    }
    byte kind = FieldNames.kind(name, 0, nameLength);
    return kind == FieldNames.OTHER || kind == FieldNames.SERVER;
  }

  private State trailerValue(byte b) {
    if (b == '\r') {
      keep(b);
      keep((byte) '\n');
      return State.TRAILER_LF;
    }
    boolean control = b >= 0 && b < 0x20 && b != '\t' || b == 0x7f;
    keep(b);
    return control || trailerLength > MAX_TRAILERS ? State.BAD : State.TRAILER_VALUE;
  }

  private void keep(byte b) {
    byte[] kept = trailers;
    if (kept != null) {
      if (trailerLength == kept.length) {
        kept = Arrays.copyOf(kept, trailerLength * 2);
        trailers = kept;
      }
      kept[trailerLength] = b;
    }
    trailerLength++;
  }
}
