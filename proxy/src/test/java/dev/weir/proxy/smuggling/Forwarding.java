package dev.weir.proxy.smuggling;

import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.ConnectionView;
import dev.weir.proxy.exchange.ExchangeObserver;
import dev.weir.proxy.exchange.ExchangeView;
import dev.weir.proxy.exchange.HttpHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the load balancer believes it has sent to targets, by listener port.
final class Forwarding implements ExchangeObserver {
  private final Map<Integer, List<Sent>> sent = new ConcurrentHashMap<>();

  /// @param target path and query, as targets must see them
  record Sent(String method, String target) {}

  List<Sent> from(int port) {
    return sent.getOrDefault(port, List.of());
  }

  @Override
  public Object onRequest(LoadBalancer loadBalancer, Listener listener, HttpHead request) {
    String target = text(request, request.targetStart(), request.targetEnd());
    return new Sent(text(request, 0, request.methodEnd()), asTargetsSee(target));
  }

  private static String text(HttpHead head, int from, int to) {
    return new String(head.bytes(), from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
  }

  /// Path and query of an absolute form; what is no part of a URI is percent-encoded.
  static String asTargetsSee(String target) {
    String rest = target;
    if (!rest.startsWith("/") && rest.contains("://")) {
      String behind = rest.substring(rest.indexOf("://") + 3);
      int end = 0;
      while (end < behind.length() && "/?".indexOf(behind.charAt(end)) < 0) {
        end++;
      }
      rest = (behind.startsWith("/", end) ? "" : "/") + behind.substring(end);
    }
    StringBuilder out = new StringBuilder();
    for (char c : rest.toCharArray()) {
      out.append(
          c <= 0x20 || c == 0x7f || c == '#'
              ? String.format("%%%02X", (int) c)
              : String.valueOf(c));
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  @Override
  public void onExchange(ExchangeView exchange) {
    if (exchange.sentNanos() > 0 && exchange.observed() instanceof Sent one) {
      sent.computeIfAbsent(exchange.listener().port(), _ -> new CopyOnWriteArrayList<>()).add(one);
    }
  }

  @Override
  public void onConnectionOpened(LoadBalancer loadBalancer, Listener listener) {}

  @Override
  public void onConnectionClosed(
      LoadBalancer loadBalancer, Listener listener, ConnectionView connection, String error) {}
}
