package dev.weir.kube.pod;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads requests from one client connection (RFC 9112).
final class RequestReader {
  /// The largest head in bytes, request line included.
  static final int MAX_HEAD = 64 * 1024;

  private final InputStream in;
  private int headBytes;

  RequestReader(InputStream in) {
    this.in = new BufferedInputStream(in, 8192);
  }

  /// What follows the last request, for a connection that was upgraded.
  InputStream upgraded() {
    return in;
  }

  /// Waits for the first byte of the next request; false when the client closed instead.
  boolean awaitRequest() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    return true;
  }

  /// The next head, or empty when the client closed before it began.
  Optional<RequestHead> readHead() throws IOException {
    headBytes = 0;
    String line = readLine();
    while (line != null && line.isEmpty()) { // RFC 9112 section 2.2: empty lines before a request
      line = readLine();
    }
    if (line == null) {
      return Optional.empty();
    }
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new MalformedRequestException(400, "malformed request line: " + line);
    }
    if (!parts[2].equals("HTTP/1.1") && !parts[2].equals("HTTP/1.0")) {
      throw new MalformedRequestException(505, "expected HTTP/1.1 or HTTP/1.0, got: " + parts[2]);
    }
    return Optional.of(new RequestHead(parts[0], parts[1], parts[2], readHeaders()));
  }

  /// Reads the body to its end and returns its length in bytes.
  long discardBody(RequestHead head) throws IOException {
    if (head.isChunked()) {
      return discardChunks();
    }
    long length = contentLength(head);
    in.skipNBytes(length);
    return length;
  }

  private Map<String, List<String>> readHeaders() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    while (true) {
      String line = readLine();
      if (line == null) {
        throw new EOFException("connection closed within a request head");
      }
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || Character.isWhitespace(line.charAt(colon - 1)) || line.charAt(0) == ' ') {
        throw new MalformedRequestException(400, "malformed header line: " + line);
      }
      String name = RequestHead.canonical(line.substring(0, colon));
      headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(line.substring(colon + 1).strip());
    }
  }

  private static long contentLength(RequestHead head) throws MalformedRequestException {
    String text = head.first("Content-Length").orElse("0");
    try {
      long length = Long.parseLong(text);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException _) {
      // falls through to the error below
    }
    throw new MalformedRequestException(400, "Content-Length is not a number: " + text);
  }

  private long discardChunks() throws IOException {
    long total = 0;
    while (true) {
      headBytes = 0;
      long size = chunkSize(requireLine());
      if (size == 0) {
        while (!requireLine().isEmpty()) {
          // trailers say nothing to an echo
        }
        return total;
      }
      in.skipNBytes(size);
      total += size;
      if (!requireLine().isEmpty()) {
        throw new MalformedRequestException(400, "chunk is longer than its size");
      }
    }
  }

  private static long chunkSize(String line) throws MalformedRequestException {
    int extension = line.indexOf(';');
    String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
    try {
      if (!digits.startsWith("-") && !digits.startsWith("+")) {
        return Long.parseLong(digits, 16);
      }
    } catch (NumberFormatException _) {
      // falls through to the error below
    }
    throw new MalformedRequestException(400, "chunk size is not a number: " + line);
  }

  private String requireLine() throws IOException {
    String line = readLine();
    if (line == null) {
      throw new EOFException("connection closed within a request body");
    }
    return line;
  }

  /// One line without its end, or null at the end of the stream before any byte.
  private @Nullable String readLine() throws IOException {
    var bytes = new ByteArrayOutputStream(80);
    while (true) {
      int next = in.read();
      if (next < 0) {
        if (bytes.size() == 0) {
          return null;
        }
        throw new EOFException("connection closed within a line");
      }
      if (++headBytes > MAX_HEAD) {
        throw new MalformedRequestException(431, "request head is longer than " + MAX_HEAD);
      }
      if (next == '\n') {
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      }
      bytes.write(next);
    }
  }
}
