package dev.weir.console;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The few files that pages load, all from this server.
final class Assets {
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/";

  private final Map<String, Asset> assets =
      Map.of(
          "console.css", Asset.read("/dev/weir/console/console.css", "text/css"),
          "console.js", Asset.read("/dev/weir/console/console.js", "text/javascript"),
          "icon.svg", Asset.read("/dev/weir/console/icon.svg", "image/svg+xml"),
          "htmx.js", Asset.read(HTMX + "htmx.min.js", "text/javascript"));

  void serve(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    Asset asset = assets.get(name);
    Optional<String> ways = WayStyles.named(name);
    if (ways.isPresent()) {
      asset = new Asset(ways.get().getBytes(StandardCharsets.US_ASCII), "text/css");
    }
    if (asset == null) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    response
        .header(HeaderNames.CONTENT_TYPE, asset.type() + "; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-cache")
        .send(asset.bytes().clone());
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Asset(byte[] bytes, String type) {
    static Asset read(String resource, String type) {
      try (InputStream in = Assets.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("resource " + resource + " is not on the class path");
        }
        return new Asset(in.readAllBytes(), type);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
