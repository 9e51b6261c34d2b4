package dev.weir.proxy.smuggling;

import java.io.IOException;
import java.util.List;

/// A web server of somebody else behind the load balancer, which keeps a record of the requests
/// that it found in what it was sent. Its answers say in `X-Saw` which request they are for.
interface Backend extends AutoCloseable {
  int port();

  /// The requests found so far, in no particular order.
  List<Seen> seen() throws IOException;

  @Override
  void close() throws IOException;

  /// One request as the server understood it.
  ///
  /// @param target the request target as sent
  /// @param forbidden the value of X-Forbidden
  /// @param status what it answered
  record Seen(String method, String target, String host, String forbidden, String status) {
    /// Reads `method target|host|forbidden|status`, perhaps with a version behind the target.
    static Seen parse(String line) {
      List<String> parts = List.of(line.split("\\|", -1));
      int rest = parts.size() - 3;
      String request = rest < 1 ? line : String.join("|", parts.subList(0, rest));
      int space = request.indexOf(' ');
      String target = request.substring(space + 1).replaceFirst(" HTTP/1\\.1$", "");
      return rest < 1 || space < 0
          ? new Seen("?", line, "", "", "400")
          : new Seen(
              request.substring(0, space),
              target,
              parts.get(rest),
              parts.get(rest + 1),
              parts.get(rest + 2));
    }
  }
}
