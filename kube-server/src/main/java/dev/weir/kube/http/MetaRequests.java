package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What is served besides objects: version, health, discovery, OpenAPI.
final class MetaRequests {
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList";

  private final Discovery discovery;
  private final OpenApi openApi;

  MetaRequests(Discovery discovery, OpenApi openApi) {
    this.discovery = discovery;
    this.openApi = openApi;
  }

  void serve(ServerRequest request, ServerResponse response) {
    String path = request.path().path().replaceFirst("/+$", "");
    switch (path) {
      case "/version" -> json(response, ServerVersion.json());
      case "/healthz", "/livez", "/readyz" -> text(response, "ok");
      case "" -> json(response, paths());
      case "/api", "/apis" -> groups(request, response, path.equals("/api"));
      case "/openapi/v3" -> json(response, openApi.index());
      case "/openapi/v2" -> emptyV2(response);
      default -> versioned(path.substring(1), response);
    }
  }

  private static ObjectNode paths() {
    ObjectNode paths = Json.object();
    List.of(
            "/api",
            "/apis",
            "/healthz",
            "/livez",
            "/openapi/v2",
            "/openapi/v3",
            "/readyz",
            "/version")
        .forEach(Json.childArray(paths, "paths")::add);
    return paths;
  }

  private void groups(ServerRequest request, ServerResponse response, boolean core) {
    String accept = request.headers().first(HeaderNames.ACCEPT).orElse("");
    for (String range : accept.split(",")) {
      String type = range.replace(" ", "");
      if (type.contains("as=APIGroupDiscoveryList")) {
        String version = type.contains("v=v2beta1") ? "v2beta1" : "v2";
        response.header(HeaderNames.CONTENT_TYPE, AGGREGATED.formatted(version));
        response.send(Json.bytes(discovery.aggregated(core, version)));
        return;
      }
      if (type.startsWith("application/json")) {
        break;
      }
    }
    json(response, core ? Discovery.coreVersions() : discovery.groups());
  }

  /// An empty protobuf document: enough for clients that insist on version 2.
  private static void emptyV2(ServerResponse response) {
    response.header(
        HeaderNames.CONTENT_TYPE, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
    response.send(new byte[0]);
  }

  private void versioned(String path, ServerResponse response) {
    String[] parts = path.split("/");
    if (parts[0].equals("api") && parts.length == 2 && parts[1].equals("v1")) {
      json(response, discovery.resources("", "v1"));
    } else if (parts[0].equals("apis") && parts.length == 2 && discovery.serves(parts[1])) {
      json(response, discovery.group(parts[1]));
    } else if (parts[0].equals("apis") && parts.length == 3 && discovery.serves(parts[1])) {
      json(response, discovery.resources(parts[1], parts[2]));
    } else if (path.startsWith("openapi/v3/") && isServed(path.substring("openapi/v3/".length()))) {
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.header(HeaderNames.CACHE_CONTROL, "public, immutable");
      response.send(openApi.document(path.substring("openapi/v3/".length())));
    } else {
      throw StatusException.noSuchPath();
    }
  }

  private boolean isServed(String path) {
    String[] parts = path.split("/");
    return parts[0].equals("api")
        ? path.equals("api/v1")
        : parts.length == 3 && parts[0].equals("apis") && discovery.serves(parts[1]);
  }

  private static void json(ServerResponse response, ObjectNode body) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Json.bytes(body));
  }

  private static void text(ServerResponse response, String body) {
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.send(body.getBytes(StandardCharsets.UTF_8));
  }
}
