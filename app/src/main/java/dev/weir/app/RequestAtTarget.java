package dev.weir.app;

import dev.weir.console.RequestExplainer.Request;
import dev.weir.elb.Listener;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.proxy.http1.RequestExtras;
import dev.weir.proxy.http1.RequestParser;
import dev.weir.proxy.http1.RequestRules;
import dev.weir.proxy.http1.RequestWriter;
import dev.weir.proxy.http1.TraceIds;
import dev.weir.routing.RequestHead;
import dev.weir.routing.RequestTransforms.Transformed;
import dev.weir.routing.RouteDecision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// The head that a target would get, written by the proxy's own parser and writer.
///
/// What only a real connection has is left out: the lines about TLS and client certificates, and
/// those of a signed-in user.
final class RequestAtTarget {
  private RequestAtTarget() {}

  /// The head's lines, or why the load balancer would not take the request.
  static String of(
      LoadBalancer loadBalancer,
      Listener listener,
      Request request,
      String host,
      RouteDecision decision,
      RequestHead routed) {
    byte[] sent = TestRequest.head(host, request);
    RequestParser parser = new RequestParser();
    int length = parser.parse(Arrays.copyOf(sent, sent.length + 1), sent.length);
    if (length <= 0) {
      return "The load balancer answers " + parser.error() + ": this is no HTTP request.";
    }
    RequestExtras extras = new RequestExtras();
    extras.forwardedFor = bytes("127.0.0.1");
    if (!decision.transforms().isEmpty()) {
      Transformed changed = decision.transforms().apply(routed.host(), routed.rawUri());
      if (changed.status().failed()) {
        return "The load balancer answers 500: " + changed.status().logged() + ".";
      }
      extras.host = changed.host().equals(routed.host()) ? null : bytes(changed.host());
      extras.target = bytes(changed.uri());
    }
    TraceIds traceIds = new TraceIds(System.nanoTime() | 1);
    traceIds.second(Instant.now().getEpochSecond());
    RequestWriter writer = new RequestWriter(traceIds);
    int written =
        writer.write(
            parser.head(),
            parser.framing(),
            parser.canonical(),
            rules(loadBalancer, listener),
            extras);
    return new String(writer.bytes(), 0, written, StandardCharsets.ISO_8859_1).strip();
  }

  private static RequestRules rules(LoadBalancer loadBalancer, Listener listener) {
    return RequestRules.of(
        listener.protocol().isSecure(),
        listener.port(),
        loadBalancer.dnsName(),
        flag(loadBalancer, LoadBalancerAttributes.PRESERVE_HOST_HEADER),
        flag(loadBalancer, LoadBalancerAttributes.DROP_INVALID_HEADER_FIELDS),
        RequestRules.ForwardedFor.parse(
            loadBalancer.attribute(LoadBalancerAttributes.XFF_HEADER_PROCESSING)),
        flag(loadBalancer, LoadBalancerAttributes.XFF_CLIENT_PORT));
  }

  private static boolean flag(LoadBalancer loadBalancer, String attribute) {
    return Boolean.parseBoolean(loadBalancer.attribute(attribute));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
