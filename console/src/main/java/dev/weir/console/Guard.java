package dev.weir.console;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Keeps other sites out: only this machine's own names are answered (against DNS rebinding),
/// nothing of another host is loaded, no script of a page runs, and no other page may frame this
/// one.
final class Guard {
  private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Map<HeaderName, String> HEADERS =
      Map.of(
          HeaderNames.create("Content-Security-Policy"),
          String.join(
              "; ",
              List.of(
                  "default-src 'none'",
                  "style-src 'self'",
                  "script-src 'self'",
                  "img-src 'self'",
                  "connect-src 'self'",
                  "form-action 'self'",
                  "base-uri 'none'",
                  "frame-ancestors 'none'")),
          HeaderNames.create("X-Content-Type-Options"),
          "nosniff",
          HeaderNames.create("X-Frame-Options"),
          "DENY",
          HeaderNames.create("Referrer-Policy"),
          "same-origin",
          HeaderNames.create("Cross-Origin-Opener-Policy"),
          "same-origin",
          HeaderNames.create("Cross-Origin-Resource-Policy"),
          "same-origin");

  private Guard() {}

  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    HEADERS.forEach(response::header);
    if (isOwn(request.authority())) {
      chain.proceed();
      return;
    }
    response
        .status(Status.MISDIRECTED_REQUEST_421)
        .send(
            "The console answers to 127.0.0.1 and localhost only, not to "
                + request.authority().replaceAll("[^A-Za-z0-9.:\\[\\]-]", "?")
                + ".\n");
  }

  private static boolean isOwn(String authority) {
    return OWN.contains(authority.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT));
  }
}
