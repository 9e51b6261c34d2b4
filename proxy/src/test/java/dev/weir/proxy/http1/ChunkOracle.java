package dev.weir.proxy.http1;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a whole chunked body by regular expressions: the oracle for {@link ChunkedBody}, which
/// reads it byte by byte.
record ChunkOracle(Outcome outcome, int end, String data) {
  enum Outcome {
    DONE,
    BAD,
    INCOMPLETE
  }

  private static final Pattern SIZE =
      Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(?:;[\t\\x20-\\x7e\\x80-\\xff]*)?\r\n");
  private static final Pattern TRAILER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t\\x20-\\x7e\\x80-\\xff]*\r\n");
  private static final Pattern NAME = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):");
  private static final Set<String> NO_TRAILERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "expect",
          "upgrade",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-port",
          "x-amzn-trace-id",
          "te",
          "trailer",
          "keep-alive",
          "proxy-connection",
          "http2-settings");

  static ChunkOracle read(String text) {
    StringBuilder data = new StringBuilder();
    int at = 0;
    while (true) {
      Matcher size = SIZE.matcher(text).region(at, text.length());
      if (!size.lookingAt()) {
        return new ChunkOracle(
            size.hitEnd() ? Outcome.INCOMPLETE : Outcome.BAD, at, data.toString());
      }
      at = size.end();
      long length = Long.parseLong(size.group(1), 16);
      if (length == 0) {
        return trailers(text, at, data.toString());
      }
      int part = (int) Math.min(length, text.length() - at);
      data.append(text, at, at + part);
      at += part;
      String end = text.substring(at, Math.min(at + 2, text.length()));
      if (!end.equals("\r\n")) {
        Outcome outcome = "\r\n".startsWith(end) ? Outcome.INCOMPLETE : Outcome.BAD;
        return new ChunkOracle(outcome, at, data.toString());
      }
      at += 2;
    }
  }

  private static ChunkOracle trailers(String text, int from, String data) {
    int at = from;
    while (true) {
      String end = text.substring(at, Math.min(at + 2, text.length()));
      if (end.equals("\r\n")) {
        return new ChunkOracle(Outcome.DONE, at + 2, data);
      }
      if ("\r\n".startsWith(end)) {
        return new ChunkOracle(Outcome.INCOMPLETE, at, data);
      }
      Matcher name = NAME.matcher(text).region(at, text.length());
      Matcher line = TRAILER.matcher(text).region(at, text.length());
      boolean forbidden =
          name.lookingAt() && NO_TRAILERS.contains(name.group(1).toLowerCase(Locale.ROOT));
      if (forbidden || !line.lookingAt()) {
        boolean more = !forbidden && line.hitEnd();
        return new ChunkOracle(more ? Outcome.INCOMPLETE : Outcome.BAD, at, data);
      }
      at = line.end();
    }
  }
}
