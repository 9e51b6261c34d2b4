package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.ObjectList;
import dev.weir.kube.store.Selector;
import dev.weir.kube.store.Watch;
import dev.weir.kube.store.WatchEvent;
import dev.weir.kube.table.Tables;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.ObjectNode;

/// Watches: a chunked stream of JSON events, one a line, until the asked time is over.
final class WatchRequests {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration BOOKMARKS = Duration.ofSeconds(15);

  private final KubeStore store;
  private final Tables tables;
  private final InstantSource clock = InstantSource.system();

  WatchRequests(KubeStore store, Tables tables) {
    this.store = store;
    this.tables = tables;
  }

  /// Serves the watch on the calling (virtual) thread.
  void serve(ApiRequest request) throws IOException {
    Selector selector = selector(request);
    boolean initial = sendsInitialState(request);
    ObjectList state =
        initial
            ? store.list(request.type(), request.namespaceOrAll(), selector)
            : new ObjectList(java.util.List.of(), fromRevision(request));
    try (Watch watch =
            store.watch(request.type(), request.namespaceOrAll(), selector, state.revision());
        Stream stream = new Stream(request, View.of(request, tables))) {
      for (ObjectNode object : state.items()) {
        stream.send("ADDED", object);
      }
      if (request.queryFlag("sendInitialEvents")) {
        stream.bookmark(state.revision(), true);
      }
      stream.flush();
      follow(request, watch, stream, state.revision());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Selector selector(ApiRequest request) {
    Selector selector = request.selector();
    String name = request.path().name();
    return name.isEmpty() ? selector : selector.and(Selector.field("metadata.name", name));
  }

  /// Without a revision, and for revision 0, a watch starts with the present state.
  private static boolean sendsInitialState(ApiRequest request) {
    String revision = request.query("resourceVersion");
    return request.queryFlag("sendInitialEvents")
        || (!request.query("sendInitialEvents").equals("false")
            && (revision.isEmpty() || revision.equals("0")));
  }

  private long fromRevision(ApiRequest request) {
    String revision = request.query("resourceVersion");
    return revision.isEmpty() || revision.equals("0")
        ? store.revision()
        : request.queryNumber("resourceVersion", 0);
  }

  private void follow(ApiRequest request, Watch watch, Stream stream, long revision)
      throws IOException, InterruptedException {
    long seconds = request.queryNumber("timeoutSeconds", 0);
    long limit = seconds > 0 ? seconds : 1800 + ThreadLocalRandom.current().nextInt(1800);
    long end = clock.millis() + limit * 1000;
    boolean bookmarks = request.queryFlag("allowWatchBookmarks");
    long nextBookmark = clock.millis() + BOOKMARKS.toMillis();
    long seen = revision;
    while (clock.millis() < end) {
      long known = store.revision();
      WatchEvent event;
      try {
        event = watch.poll(POLL);
      } catch (StatusException e) {
        stream.error(e);
        return;
      }
      if (event != null) {
        stream.send(event.type().name(), event.object());
        seen = event.revision();
        if (!watch.hasMore()) {
          stream.flush();
        }
      } else {
        seen = Math.max(seen, known);
        if (bookmarks && clock.millis() >= nextBookmark) {
          stream.bookmark(seen, false);
          stream.flush();
          nextBookmark = clock.millis() + BOOKMARKS.toMillis();
        }
      }
    }
  }

  /// The response being written.
  private static final class Stream implements AutoCloseable {
    private final ResourceType type;
    private final View view;
    private final OutputStream out;
    private boolean first = true;

    Stream(ApiRequest request, View view) {
      this.type = request.type();
      this.view = view;
      request.response().header(HeaderNames.CONTENT_TYPE, "application/json");
      this.out = request.response().outputStream();
    }

    void send(String event, ObjectNode object) throws IOException {
      write(event, view.event(type, object, first));
      first = false;
    }

    void bookmark(long revision, boolean initialEnd) throws IOException {
      ObjectNode object =
          Json.object().put("kind", type.kind()).put("apiVersion", view.shownVersion(type));
      ObjectNode metadata = object.putObject("metadata");
      metadata.put("resourceVersion", Long.toString(revision)).putNull("creationTimestamp");
      if (initialEnd) {
        metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
      }
      write("BOOKMARK", view.form() == View.Form.TABLE ? view.bookmark(object) : object);
    }

    void error(StatusException e) throws IOException {
      write("ERROR", e.toStatus());
      flush();
    }

    private void write(String event, ObjectNode object) throws IOException {
      ObjectNode line = Json.object().put("type", event);
      line.set("object", object);
      out.write(Json.bytes(line));
      out.write('\n');
    }

    void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
