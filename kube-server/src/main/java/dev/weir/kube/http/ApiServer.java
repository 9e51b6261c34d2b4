package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.proto.ProtoDecoder;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceType.Trait;
import dev.weir.kube.schema.Schemas;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.table.Tables;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Answers every request: finds what the path means and hands over to the verb.
public final class ApiServer implements Handler {
  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

  private static final List<String> ONE_ONLY = List.of("PUT", "PATCH");

  private final KubeStore store;
  private final MetaRequests meta;
  private final ObjectRequests objects;
  private final PatchRequests patches;
  private final ScaleRequests scales;
  private final WatchRequests watches;
  private final RequestBody body;
  private final Evictions evictions;
  private final ServiceAccountTokens tokens;
  private final PodLogs podLogs;

  public ApiServer(KubeStore store, Schemas schemas, Tables tables, PodLogs podLogs, Clock clock) {
    this.store = store;
    this.podLogs = podLogs;
    this.body =
        new RequestBody(
            ProtoDecoder.load(), (apiVersion, kind) -> messageName(store, apiVersion, kind));
    this.meta = new MetaRequests(new Discovery(store.types()), new OpenApi(store.types(), schemas));
    this.objects = new ObjectRequests(store, tables, body);
    this.patches = new PatchRequests(store, schemas, tables, body, clock);
    this.evictions = new Evictions(store, objects);
    this.tokens = new ServiceAccountTokens(clock);
    this.scales = new ScaleRequests(store, body);
    this.watches = new WatchRequests(store, tables);
  }

  private static Optional<String> messageName(KubeStore store, String apiVersion, String kind) {
    if (kind.equals("DeleteOptions")) {
      return Optional.of("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions");
    }
    if (kind.equals("Scale")) {
      return Optional.of("io.k8s.api.autoscaling.v1.Scale");
    }
    if (kind.equals("Eviction")) {
      return Optional.of("io.k8s.api.policy.v1.Eviction");
    }
    if (kind.equals("TokenRequest")) {
      return Optional.of("io.k8s.api.authentication.v1.TokenRequest");
    }
    return store.types().ofKind(apiVersion, kind).map(Schemas::name);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    try {
      route(request, response);
    } catch (StatusException e) {
      send(response, new Reply(e.code(), e.toStatus()));
    } catch (IOException | UncheckedIOException e) {
      log.debug("client hung up", e);
    } catch (RuntimeException e) {
      if (e.getClass().getSimpleName().startsWith("ServerConnection")) {
        throw e;
      }
      log.error("request failed path={}", request.path().path(), e);
      StatusException internal = StatusException.internal(String.valueOf(e));
      send(response, new Reply(500, internal.toStatus()));
    }
  }

  private void route(ServerRequest request, ServerResponse response) throws IOException {
    String path = request.path().path();
    Optional<ApiPath> resource = ApiPath.parse(path);
    if (resource.isEmpty()) {
      meta.serve(request, response);
      return;
    }
    ApiPath at = resource.get();
    ResourceType type =
        store
            .types()
            .find(at.group(), at.version(), at.plural())
            .orElseThrow(StatusException::noSuchPath);
    boolean newEvents = type.equals(BuiltInTypes.EVENTS_V1_EVENT);
    serve(
        new ApiRequest(
            request, response, at, newEvents ? BuiltInTypes.EVENT : type, new ArrayList<>()));
  }

  private void serve(ApiRequest request) throws IOException {
    boolean watch = request.method().equals("GET") && request.queryFlag("watch");
    if (watch && isUpgrade(request.request())) {
      // fabric8 tries a WebSocket first; a short answer makes it fall back to plain HTTP at once
      request.response().header(HeaderNames.CONTENT_TYPE, "application/json").send(new byte[0]);
    } else if (watch && request.path().subresource().isEmpty()) {
      watches.serve(request);
    } else if (request.path().subresource().equals("log")) {
      log(request);
    } else {
      send(request.response(), reply(request));
    }
  }

  private static boolean isUpgrade(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.UPGRADE)
        .map(value -> value.equalsIgnoreCase("websocket"))
        .orElse(false);
  }

  private Reply reply(ApiRequest request) {
    if (request.type().is(Trait.REVIEW)) {
      ObjectNode review = body.object(request);
      ObjectRequests.checkType(request, review);
      return new Reply(201, Reviews.answer(review));
    }
    return switch (request.path().subresource()) {
      case "", "status" -> objectReply(request);
      case "scale" -> scaleReply(request);
      case "finalize" -> objects.finalizeNamespace(request);
      case "eviction", "token" -> createdBy(request);
      case "exec", "attach" -> throw nothingRuns(request);
      default -> throw StatusException.noSuchPath();
    };
  }

  /// A subresource that is only posted to.
  private Reply createdBy(ApiRequest request) {
    String subresource = request.path().subresource();
    if (!request.type().subresources().contains(subresource)) {
      throw StatusException.noSuchPath();
    }
    if (!request.method().equals("POST")) {
      throw notAllowed();
    }
    ObjectNode posted = body.object(request);
    if (subresource.equals("eviction")) {
      return evictions.evict(request, posted);
    }
    ObjectNode account =
        store.require(request.type(), request.path().namespace(), request.path().name());
    return new Reply(201, tokens.answer(account, posted));
  }

  private Reply objectReply(ApiRequest request) {
    String subresource = request.path().subresource();
    if (!subresource.isEmpty() && !request.type().subresources().contains(subresource)) {
      throw StatusException.noSuchPath();
    }
    boolean one = !request.path().name().isEmpty();
    if (one ? request.method().equals("POST") : ONE_ONLY.contains(request.method())) {
      throw notAllowed();
    }
    return switch (request.method()) {
      case "GET" -> one ? objects.get(request) : objects.list(request);
      case "POST" -> objects.create(request);
      case "PUT" -> objects.update(request);
      case "PATCH" -> patches.patch(request);
      case "DELETE" -> one ? objects.delete(request) : objects.deleteCollection(request);
      default -> throw notAllowed();
    };
  }

  private Reply scaleReply(ApiRequest request) {
    if (!request.type().subresources().contains("scale")) {
      throw StatusException.noSuchPath();
    }
    return switch (request.method()) {
      case "GET" -> scales.get(request);
      case "PUT" -> scales.update(request);
      case "PATCH" -> scales.patch(request);
      default -> throw notAllowed();
    };
  }

  private StatusException nothingRuns(ApiRequest request) {
    String name = request.path().name();
    store.require(request.type(), request.path().namespace(), name);
    return StatusException.badRequest(
        "pod \""
            + name
            + "\" is simulated by Weir: its image does not run, so there is nothing to "
            + (request.path().subresource().equals("exec") ? "run a command in" : "attach to")
            + "; kubectl logs and port-forward work");
  }

  private static StatusException notAllowed() {
    return StatusException.methodNotAllowed(
        "the server does not allow this method on the requested resource");
  }

  private void log(ApiRequest request) throws IOException {
    ObjectNode pod =
        store.require(request.type(), request.path().namespace(), request.path().name());
    PodLogs.Options options =
        new PodLogs.Options(
            request.query("container"),
            request.queryFlag("follow"),
            request.queryNumber("tailLines", -1),
            request.queryNumber("sinceSeconds", 0),
            request.queryFlag("timestamps"));
    request.response().header(HeaderNames.CONTENT_TYPE, "text/plain");
    try (OutputStream out = new LazyOutput(request.response()::outputStream)) {
      podLogs.write(pod, options, out);
      out.flush();
    }
  }

  private static void send(ServerResponse response, Reply reply) {
    response.status(Status.create(reply.status()));
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Json.MAPPER.writeValueAsString(reply.body()).getBytes(StandardCharsets.UTF_8));
  }
}
