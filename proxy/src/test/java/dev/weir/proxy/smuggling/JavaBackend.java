package dev.weir.proxy.smuggling;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Jetty and the JDK's server as targets, in this process.
final class JavaBackend implements Backend {
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private int port;
  private AutoCloseable server = () -> {};

  private JavaBackend() {}

  /// @param lenient whether Jetty accepts what old specifications did
  static JavaBackend jetty(boolean lenient) throws IOException {
    var backend = new JavaBackend();
    var threads = new QueuedThreadPool(16, 2);
    threads.setDaemon(true);
    var server = new Server(threads);
    var config = new HttpConfiguration();
    config.setSendServerVersion(false);
    config.setRequestHeaderSize(96 * 1024);
    if (lenient) {
      config.setHttpCompliance(HttpCompliance.RFC2616_LEGACY);
      config.setUriCompliance(UriCompliance.UNSAFE);
    }
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(config));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(60_000);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            String target = request.getHttpURI().getPathQuery();
            backend.note(
                request.getMethod(),
                target,
                request.getHeaders().get("Host"),
                request.getHeaders().get("X-Forbidden"));
            response.getHeaders().put("X-Saw", request.getMethod() + " " + target);
            Content.Sink.write(response, true, "ok", callback);
            return true;
          }
        });
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(e);
    }
    backend.port = connector.getLocalPort();
    backend.server = server::stop;
    return backend;
  }

  static JavaBackend jdk() throws IOException {
    var backend = new JavaBackend();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(workers);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String target = exchange.getRequestURI().toString();
            var headers = exchange.getRequestHeaders();
            backend.note(
                exchange.getRequestMethod(),
                target,
                headers.getFirst("Host"),
                headers.getFirst("X-Forbidden"));
            exchange.getResponseHeaders().set("X-Saw", exchange.getRequestMethod() + " " + target);
            exchange.getRequestBody().readAllBytes();
            byte[] ok = "ok".getBytes(StandardCharsets.US_ASCII);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : ok.length);
            if (!head) {
              exchange.getResponseBody().write(ok);
            }
          }
        });
    server.start();
    backend.port = server.getAddress().getPort();
    backend.server =
        () -> {
          server.stop(0);
          workers.shutdownNow();
        };
    return backend;
  }

  private void note(String method, String target, String host, String forbidden) {
    seen.add(
        new Seen(
            method,
            target,
            Objects.requireNonNullElse(host, ""),
            Objects.requireNonNullElse(forbidden, ""),
            "200"));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() throws IOException {
    try {
      server.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
