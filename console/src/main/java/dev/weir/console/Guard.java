package dev.weir.console;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Locale;
import java.util.Set;

/// Keeps other sites out: only this machine's own names are answered (against DNS rebinding),
/// nothing of another host is loaded, and no other page may frame this one.
final class Guard {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String bindAddress;

  Guard(String bindAddress) {
    this.bindAddress = bindAddress;
  }

  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.header(HeaderNames.create("Content-Security-Policy"), POLICY);
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    response.header(HeaderNames.create("Cross-Origin-Opener-Policy"), "same-origin");
    if (!own(request.authority())) {
      response
          .status(Status.MISDIRECTED_REQUEST_421)
          .send(
              "The console answers to 127.0.0.1 and localhost only, not to "
                  + request.authority().replaceAll("[^A-Za-z0-9.:\\[\\]-]", "?")
                  + ".\n");
      return;
    }
    chain.proceed();
  }

  private boolean own(String authority) {
    String host = authority.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    return OWN.contains(host) || host.equals(bindAddress) || host.endsWith(".localhost");
  }
}
