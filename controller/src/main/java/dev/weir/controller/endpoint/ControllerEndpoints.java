package dev.weir.controller.endpoint;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagException;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.webhook.AdmissionReviews;
import io.helidon.common.tls.Tls;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ports that the controller itself listens on, as the flags say: `/metrics`, `/healthz` with
/// `/readyz`, and the webhooks over TLS.
///
/// Probes and metrics answer from the start; `/readyz` turns to 200 when the webhooks do.
public final class ControllerEndpoints implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControllerEndpoints.class);

  private final FlagSet flags;
  private final Deque<WebServer> servers = new ArrayDeque<>();
  private final AtomicBoolean ready = new AtomicBoolean();
  private OptionalInt metricsPort = OptionalInt.empty();
  private OptionalInt healthPort = OptionalInt.empty();
  private OptionalInt webhookPort = OptionalInt.empty();

  private ControllerEndpoints(FlagSet flags) {
    this.flags = flags;
  }

  /// Opens the ports for metrics and probes.
  ///
  /// @throws FlagException when an address is malformed or cannot be bound
  public static ControllerEndpoints start(FlagSet flags, PrometheusRegistry registry) {
    ControllerEndpoints endpoints = new ControllerEndpoints(flags);
    endpoints.metricsPort =
        endpoints.open(
            Flag.METRICS_BIND_ADDR,
            HttpRouting.builder().get("/metrics", new MetricsText(registry)));
    endpoints.healthPort =
        endpoints.open(
            Flag.HEALTH_PROBE_BIND_ADDR,
            HttpRouting.builder()
                .get("/healthz", (_, response) -> response.send("ok"))
                .get(
                    "/readyz",
                    (_, response) -> {
                      boolean ok = endpoints.ready.get();
                      response.status(ok ? Status.OK_200 : Status.INTERNAL_SERVER_ERROR_500);
                      response.send(ok ? "ok" : "[-]webhook failed: reason withheld\n");
                    }));
    return endpoints;
  }

  /// Opens the webhooks' port, when there is a certificate for it.
  ///
  /// @throws FlagException when the certificate cannot be used or the port cannot be bound
  public void serve(AdmissionReviews reviews) {
    Optional<Tls> tls = WebhookTls.of(flags);
    if (tls.isPresent()) {
      int port = flags.get(Flag.WEBHOOK_BIND_PORT);
      webhookPort =
          OptionalInt.of(
              listen(
                  new BindAddress(anyAddress(), port),
                  HttpRouting.builder().any(new WebhookHandler(reviews)),
                  tls,
                  "--" + Flag.WEBHOOK_BIND_PORT.name()));
    } else {
      log.warn("webhooks are not served: no certificate; give one with --webhook-cert-dir");
    }
    ready.set(true);
  }

  private OptionalInt open(Flag<String> flag, HttpRouting.Builder routing) {
    Optional<BindAddress> address = BindAddress.of(flags, flag);
    return address.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(listen(address.get(), routing, Optional.empty(), "--" + flag.name()));
  }

  private int listen(
      BindAddress address, HttpRouting.Builder routing, Optional<Tls> tls, String flag) {
    WebServerConfig.Builder builder =
        WebServer.builder()
            .address(address.host())
            .port(address.port())
            .shutdownHook(false)
            .routing(routing);
    tls.ifPresent(builder::tls);
    WebServer server = builder.build();
    try {
      tryToBind(address);
      server.start();
    } catch (RuntimeException | IOException e) {
      close();
      throw new FlagException(
          "cannot listen on "
              + address.host().getHostAddress()
              + ":"
              + address.port()
              + ": is the port taken? Choose another with "
              + flag);
    }
    servers.push(server);
    return server.port();
  }

  /// A web server may only log that it could not bind, so the port is tried before.
  private static void tryToBind(BindAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    }
  }

  private static InetAddress anyAddress() {
    try {
      return InetAddress.getByName("0.0.0.0");
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Empty when switched off.
  public OptionalInt metricsPort() {
    return metricsPort;
  }

  /// Empty when switched off.
  public OptionalInt healthPort() {
    return healthPort;
  }

  /// Empty when there is no certificate.
  public OptionalInt webhookPort() {
    return webhookPort;
  }

  @Override
  public void close() {
    while (!servers.isEmpty()) {
      servers.pop().stop();
    }
  }
}
