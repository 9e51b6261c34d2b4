package dev.weir.console;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// The web console: pages rendered on the server over the AWS-wire and Kubernetes APIs.
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final String ADDRESS = "127.0.0.1";

  /// Bytes of the tester's form.
  private static final long MAX_FORM = 256 * 1024;

  private final WebServer server;
  private final Inventory inventory;
  private final KubernetesView kubernetes;
  private final LiveUpdates updates;

  private ConsoleServer(
      WebServer server, Inventory inventory, KubernetesView kubernetes, LiveUpdates updates) {
    this.server = server;
    this.inventory = inventory;
    this.kubernetes = kubernetes;
    this.updates = updates;
  }

  /// Starts listening.
  ///
  /// @throws IllegalStateException when the port is taken
  public static ConsoleServer start(ConsoleConfig config, Sources sources) {
    Templates templates = new Templates(Frame.of(config, sources));
    Inventory inventory = AwsClients.inventory(config, sources.changes());
    KubernetesView kubernetes =
        new KubernetesView(
            config
                .kubernetes()
                .map(client -> new KubernetesClientBuilder().withConfig(client).build()),
            sources.changes());
    LiveUpdates updates = new LiveUpdates(sources.changes());
    Pages pages = new Pages(inventory, kubernetes, sources);
    Tester tester = new Tester(inventory, kubernetes, sources.requestExplainer());

    HttpRouting.Builder routing = HttpRouting.builder();
    routing.addFilter(Guard::filter);
    routing.error(SdkException.class, (req, res, e) -> unavailable(templates, res, e));
    routing.get("/", (req, res) -> redirect(res, "/load-balancers"));
    page(routing, templates, "/load-balancers", pages::loadBalancers);
    page(routing, templates, "/load-balancers/{name}", pages::loadBalancer);
    page(routing, templates, "/load-balancers/{name}/listeners/{port}", pages::rules);
    page(routing, templates, "/target-groups", pages::targetGroups);
    page(routing, templates, "/target-groups/{name}", pages::targetGroup);
    page(routing, templates, "/journal", pages::journal);
    page(routing, templates, "/tester", tester::show);
    routing.post("/tester", (req, res) -> tester.post(req, res, templates::render));
    routing.get("/events", updates::serve);
    routing.get("/metrics", (req, res) -> metrics(res, sources.metrics()));
    routing.get("/assets/{name}", new Assets()::serve);
    WebServer server =
        WebServer.builder()
            .host(ADDRESS)
            .port(config.port())
            .maxPayloadSize(MAX_FORM)
            .shutdownHook(false)
            .routing(routing)
            .build();
    server.start();
    return new ConsoleServer(server, inventory, kubernetes, updates);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    updates.close();
    server.stop();
    inventory.close();
    kubernetes.close();
  }

  /// A page of the console: the request's parameters to a view.
  @FunctionalInterface
  interface Page {
    Optional<View> view(Map<String, String> parameters);
  }

  /// @param template the name of the template, with its parameters
  record View(String template, Map<String, Object> parameters) {}

  private static void page(
      HttpRouting.Builder routing, Templates templates, String path, Page page) {
    routing.get(
        path,
        (request, response) -> {
          Optional<View> view = page.view(parameters(request));
          html(
              response,
              view.isPresent() ? Status.OK_200 : Status.NOT_FOUND_404,
              templates.render(view.orElseGet(() -> missing(request))));
        });
    routing.head(
        path,
        (request, response) ->
            head(
                response,
                page.view(parameters(request)).isPresent() ? Status.OK_200 : Status.NOT_FOUND_404));
  }

  static Map<String, String> parameters(ServerRequest request) {
    Map<String, String> all = new TreeMap<>();
    request.query().names().forEach(name -> all.put(name, request.query().first(name).orElse("")));
    request
        .path()
        .pathParameters()
        .names()
        .forEach(name -> all.put(name, request.path().pathParameters().get(name)));
    return all;
  }

  private static View missing(ServerRequest request) {
    return new View(
        "message.jte",
        Map.of(
            "title",
            "Not here",
            "text",
            "Nothing is at " + request.path().path() + ". It may have been deleted."));
  }

  private static void unavailable(Templates templates, ServerResponse response, Exception e) {
    LOG.warn("the AWS endpoint did not answer: {}", e.getMessage());
    View view =
        new View(
            "message.jte",
            Map.of(
                "title",
                "The AWS endpoint does not answer",
                "text",
                e.getMessage() + " This page tries again by itself."));
    html(response, Status.SERVICE_UNAVAILABLE_503, templates.render(view));
  }

  static void html(ServerResponse response, Status status, String html) {
    describe(response, status).send(html);
  }

  /// What `curl -I` gets: a page's status and headers.
  private static void head(ServerResponse response, Status status) {
    describe(response, status).send();
  }

  private static ServerResponse describe(ServerResponse response, Status status) {
    return response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store");
  }

  /// For Prometheus to scrape.
  private static void metrics(ServerResponse response, MetricsSource metrics) {
    response
        .header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .send(metrics.text());
  }

  static void redirect(ServerResponse response, String location) {
    response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, location).send();
  }
}
