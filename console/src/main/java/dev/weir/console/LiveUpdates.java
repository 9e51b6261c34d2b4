package dev.weir.console;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Server-sent events that tell an open page to fetch itself again (WHATWG HTML, section 9.2).
///
/// An event carries the revision only; the page asks for what it shows. Changes in quick succession
/// are told once. Without changes a page is told now and then, because its figures move on.
final class LiveUpdates {
  private static final long FIGURES_SECONDS = 10;
  private static final long AT_MOST_EVERY_MILLIS = 250;

  private final ChangeSource changes;
  private volatile boolean closed;

  LiveUpdates(ChangeSource changes) {
    this.changes = changes;
  }

  void serve(ServerRequest request, ServerResponse response) throws InterruptedException {
    response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    try (OutputStream out = response.outputStream()) {
      long known = changes.revision();
      write(out, "retry: 1000\nevent: hello\ndata: " + known + "\n\n");
      while (!closed) {
        long now = changes.awaitAbove(known, FIGURES_SECONDS, TimeUnit.SECONDS);
        String event = now > known ? "change" : "figures";
        write(out, "event: " + event + "\ndata: " + now + "\n\n");
        known = now;
        TimeUnit.MILLISECONDS.sleep(AT_MOST_EVERY_MILLIS);
      }
    } catch (IOException | io.helidon.webserver.ServerConnectionException _) {
      // The page was closed: nobody is left to tell.
    }
  }

  void close() {
    closed = true;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
