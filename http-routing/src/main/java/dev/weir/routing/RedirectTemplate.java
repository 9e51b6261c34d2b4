package dev.weir.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.elb.RuleAction.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The `Location` of a redirect, its placeholders found once. Parts of the request are put in as
/// they were sent, not encoded again.
public final class RedirectTemplate {
  /// Longer locations are answered with 507.
  public static final int MAX_LENGTH = 8 * 1024;

  private final List<Part> parts;

  private RedirectTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /// One run of the template: text, or a placeholder.
  private sealed interface Part {
    record Text(byte[] bytes) implements Part {}

    enum Placeholder implements Part {
      PROTOCOL,
      HOST,
      PORT,
      PATH,
      QUERY
    }

    /// The query with its question mark, both left out when the query is empty.
    record Query(RedirectTemplate query) implements Part {}
  }

  static RedirectTemplate compile(Redirect redirect) {
    List<Part> parts = new ArrayList<>();
    addParts(
        parts,
        redirect.protocol().toLowerCase(Locale.ROOT)
            + "://"
            + redirect.host()
            + ":"
            + redirect.port());
    addParts(parts, redirect.path());
    List<Part> query = new ArrayList<>();
    addParts(query, redirect.query());
    parts.add(new Part.Query(new RedirectTemplate(query)));
    return new RedirectTemplate(parts);
  }

  private static void addParts(List<Part> parts, String text) {
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("#{", at);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        addText(parts, text.substring(at));
        return;
      }
      addText(parts, text.substring(at, open));
      switch (text.substring(open + 2, close)) {
        case "protocol" -> parts.add(Part.Placeholder.PROTOCOL);
        case "host" -> parts.add(Part.Placeholder.HOST);
        case "port" -> parts.add(Part.Placeholder.PORT);
        case "path" -> parts.add(Part.Placeholder.PATH);
        case "query" -> parts.add(Part.Placeholder.QUERY);
        default -> addText(parts, text.substring(open, close + 1));
      }
      at = close + 1;
    }
  }

  private static void addText(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text.getBytes(ISO_8859_1)));
    }
  }

  /// Writes the location for this request.
  ///
  /// @param secure whether the client came by TLS: `#{protocol}`
  /// @param port the port of the listener: `#{port}`
  /// @param out at least {@link #MAX_LENGTH} long
  /// @return the length, or -1 when the location does not fit
  public int write(RequestHead head, boolean secure, int port, byte[] out) {
    var sink = new Sink(out);
    write(head, secure, port, sink);
    return sink.overflow ? -1 : sink.length;
  }

  /// The location as text, for explanations; empty when it is too long.
  public String location(RequestHead head, boolean secure, int port) {
    byte[] out = new byte[MAX_LENGTH];
    int length = write(head, secure, port, out);
    return length < 0 ? "" : new String(out, 0, length, ISO_8859_1);
  }

  /// Only a query without text can be empty: a request has every other part.
  private boolean isEmpty(RequestHead head) {
    for (Part part : parts) {
      if (part != Part.Placeholder.QUERY) {
        return false;
      }
    }
    return parts.isEmpty() || head.rawQueryFrom() == head.rawQueryTo();
  }

  private void write(RequestHead head, boolean secure, int port, Sink sink) {
    for (Part part : parts) {
      switch (part) {
        case Part.Text(byte[] bytes) -> sink.put(bytes, 0, bytes.length);
        case Part.Placeholder placeholder -> write(placeholder, head, secure, port, sink);
        case Part.Query(RedirectTemplate query) -> {
          if (!query.isEmpty(head)) {
            sink.put((byte) '?');
            query.write(head, secure, port, sink);
          }
        }
      }
    }
  }

  private static void write(
      Part.Placeholder placeholder, RequestHead head, boolean secure, int port, Sink sink) {
    switch (placeholder) {
      case PROTOCOL -> sink.put(secure ? "https" : "http");
      case HOST -> sink.put(head.hostBytes, head.hostFrom, head.hostTo);
      case PORT -> sink.put(Integer.toString(port));
      case PATH -> {
        int from = head.rawPathFrom();
        boolean slash = from < head.rawPathTo() && head.bytes[from] == '/';
        sink.put(head.bytes, slash ? from + 1 : from, head.rawPathTo());
      }
      case QUERY -> sink.put(head.bytes, head.rawQueryFrom(), head.rawQueryTo());
    }
  }

  private static final class Sink {
    private final byte[] out;
    private int length;
    private boolean overflow;

    Sink(byte[] out) {
      this.out = out;
    }

    void put(byte b) {
      if (length < Math.min(MAX_LENGTH, out.length)) {
        out[length++] = b;
      } else {
        overflow = true;
      }
    }

    void put(String text) {
      for (int i = 0; i < text.length(); i++) {
        put((byte) text.charAt(i));
      }
    }

    void put(byte[] bytes, int from, int to) {
      for (int i = from; i < to; i++) {
        put(bytes[i]);
      }
    }
  }
}
