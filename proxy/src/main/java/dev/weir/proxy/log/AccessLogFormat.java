package dev.weir.proxy.log;

import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.RegisteredTarget;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.routing.RequestTransforms.Transformed;
import java.time.Instant;

/// The 33 fields of an access log entry (Elastic Load Balancing, "Access logs for your Application
/// Load Balancer", syntax of log entries).
final class AccessLogFormat {
  private AccessLogFormat() {}

  /// @param now when the response was complete
  static String line(ExchangeView exchange, RequestParts request, Instant now) {
    LogLine line = new LogLine();
    ConnectionView connection = exchange.connection();
    line.add(type(exchange, request))
        .time(now)
        .add(exchange.loadBalancer().dimension())
        .address(connection.client());
    String target = target(exchange);
    line.add(target);
    times(line, exchange);
    line.add(exchange.status() == 0 ? "-" : Integer.toString(exchange.status()))
        .add(targetStatus(exchange))
        .add(exchange.receivedBytes())
        .add(exchange.sentBytes())
        .quoted(requestLine(exchange, request))
        .quoted(request.userAgent())
        .add(connection.tlsCipher())
        .add(connection.tlsProtocol());
    TargetSelection selection = exchange.selection();
    line.add(
            selection == null || selection.targetGroup == null
                ? "-"
                : selection.targetGroup.value())
        .quoted(exchange.traceId())
        .quoted(connection.serverName())
        .quoted(certificate(connection))
        .add(rule(exchange.rulePriority()))
        .time(now.minusNanos(Math.max(0, exchange.endNanos() - exchange.startNanos())))
        .quoted(exchange.actionsExecuted())
        .quoted(exchange.redirectUrl())
        .quoted(exchange.errorReason())
        .quoted(target.equals("-") ? "" : target)
        .quoted(exchange.targetStatus() == 0 ? "" : Integer.toString(exchange.targetStatus()))
        .quoted(exchange.classification())
        .quoted(exchange.classificationReason())
        .add(connection.traceId());
    transforms(line, exchange.transformed());
    return line.toString();
  }

  private static String type(ExchangeView exchange, RequestParts request) {
    boolean secure = isSecure(exchange);
    if (exchange.upgraded()) {
      return secure ? "wss" : "ws";
    }
    if (exchange.http2()) {
      return request.grpc() ? "grpcs" : "h2";
    }
    return secure ? "https" : "http";
  }

  private static boolean isSecure(ExchangeView exchange) {
    return exchange.listener().protocol() == ListenerProtocol.HTTPS;
  }

  private static String target(ExchangeView exchange) {
    TargetSelection selection = exchange.selection();
    if (selection == null || selection.endpoint == null) {
      return "-";
    }
    RegisteredTarget target = selection.endpoint.target();
    return target.address() + ":" + target.target().port();
  }

  /// Times are -1 when the request was not sent to a target or the target did not answer.
  private static void times(LogLine line, ExchangeView exchange) {
    long start = exchange.startNanos();
    long sent = exchange.sentNanos();
    long response = exchange.responseNanos();
    line.seconds(sent == 0 ? -1 : sent - start)
        .seconds(sent == 0 || response == 0 ? -1 : Math.max(0, response - sent))
        .seconds(sent == 0 || response == 0 ? -1 : Math.max(0, exchange.endNanos() - response));
  }

  private static String targetStatus(ExchangeView exchange) {
    return exchange.targetStatus() == 0 ? "-" : Integer.toString(exchange.targetStatus());
  }

  private static String requestLine(ExchangeView exchange, RequestParts request) {
    String scheme = isSecure(exchange) ? "https" : "http";
    String authority = request.host() + ":" + exchange.connection().listenerPort();
    if (request.method().isEmpty()) {
      return "- http://"
          + exchange.loadBalancer().dnsName()
          + ":"
          + exchange.connection().listenerPort()
          + "- -";
    }
    boolean absolute =
        request.target().startsWith("http://") || request.target().startsWith("https://");
    String url = absolute ? request.target() : scheme + "://" + authority + request.target();
    return request.method() + " " + url + " " + version(exchange, request);
  }

  private static String version(ExchangeView exchange, RequestParts request) {
    if (exchange.http2()) {
      return "HTTP/2.0";
    }
    return request.minorVersion() == 9 ? "HTTP/0.9" : "HTTP/1." + request.minorVersion();
  }

  private static String certificate(ConnectionView connection) {
    if (connection.sessionReused()) {
      return "session-reused";
    }
    return connection.certificate() == null ? "" : connection.certificate().value();
  }

  private static String rule(int priority) {
    return priority == -2 ? "-" : Integer.toString(priority);
  }

  private static void transforms(
      LogLine line, @org.jspecify.annotations.Nullable Transformed transformed) {
    if (transformed == null) {
      line.quoted("").quoted("").quoted("");
      return;
    }
    line.quoted(transformed.host()).quoted(transformed.uri()).quoted(transformed.status().logged());
  }
}
