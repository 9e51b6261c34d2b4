package dev.weir.proxy.engine;

import dev.weir.elb.Listener;
import dev.weir.elb.ListenerAttributes;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.LoadBalancerAttributes;
import dev.weir.proxy.http1.Bytes;
import dev.weir.proxy.http1.DesyncMode;
import dev.weir.proxy.http1.FieldNames;
import dev.weir.proxy.http1.RequestRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The attributes of a listener and its load balancer in the form that requests need. Immutable.
final class ListenerSettings {
  final RequestRules requestRules;
  final DesyncMode desyncMode;
  final boolean secure;
  final int port;
  final boolean http2;
  final boolean tlsHeaders;
  final int idleTicks;
  final int clientKeepAliveTicks;

  /// Lines that the listener adds to every response, or empty.
  final byte[] responseLines;

  /// Names in lower case of the fields in {@link #responseLines}, null if there are none.
  final byte @Nullable [][] responseNames;

  /// Names in lower case that the listener gave to fields which only the load balancer may send, of
  /// those that it sends; null if there are none.
  final byte @Nullable [][] renamedFields;

  /// The Server line of generated responses, or empty.
  final byte[] serverLine;

  private ListenerSettings(LoadBalancer loadBalancer, Listener listener) {
    secure = listener.protocol().isSecure();
    port = listener.port();
    requestRules =
        RequestRules.of(
            secure,
            port,
            loadBalancer.dnsName(),
            flag(loadBalancer, LoadBalancerAttributes.PRESERVE_HOST_HEADER),
            flag(loadBalancer, LoadBalancerAttributes.DROP_INVALID_HEADER_FIELDS),
            RequestRules.ForwardedFor.parse(
                value(loadBalancer, LoadBalancerAttributes.XFF_HEADER_PROCESSING)),
            flag(loadBalancer, LoadBalancerAttributes.XFF_CLIENT_PORT));
    desyncMode =
        DesyncMode.parse(value(loadBalancer, LoadBalancerAttributes.DESYNC_MITIGATION_MODE));
    http2 = flag(loadBalancer, LoadBalancerAttributes.HTTP2);
    tlsHeaders = flag(loadBalancer, LoadBalancerAttributes.TLS_VERSION_AND_CIPHER_SUITE);
    idleTicks = IdleWheel.ticks(number(loadBalancer, LoadBalancerAttributes.IDLE_TIMEOUT));
    clientKeepAliveTicks =
        IdleWheel.ticks(number(loadBalancer, LoadBalancerAttributes.CLIENT_KEEP_ALIVE));
    serverLine =
        listener.attribute(ListenerAttributes.SERVER_ENABLED).equals("false")
            ? new byte[0]
            : Bytes.latin1("Server: awselb/2.0\r\n");
    StringBuilder lines = new StringBuilder();
    List<byte[]> names = new ArrayList<>();
    for (String underscored : ListenerAttributes.RESPONSE_HEADERS) {
      String value = listener.attribute(ListenerAttributes.responseHeaderKey(underscored));
      if (!value.isEmpty()) {
        names.add(Bytes.latin1(underscored.replace('_', '-')));
        String name = ListenerAttributes.headerName(underscored);
        lines.append(name).append(": ").append(value).append("\r\n");
      }
    }
    responseLines = Bytes.latin1(lines.toString());
    responseNames = names.isEmpty() ? null : names.toArray(byte[][]::new);
    renamedFields = renamed(listener, tlsHeaders);
  }

  private static byte @Nullable [][] renamed(Listener listener, boolean tlsHeaders) {
    boolean mutual =
        listener.mutualAuthentication().filter(set -> !set.mode().equals("off")).isPresent();
    byte[][] names =
        ListenerAttributes.REQUEST_HEADERS.stream()
            .filter(underscored -> underscored.startsWith("x_amzn_tls_") ? tlsHeaders : mutual)
            .map(
                underscored -> listener.attribute(ListenerAttributes.requestHeaderKey(underscored)))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .map(Bytes::latin1)
            .filter(name -> !FieldNames.isLoadBalancerOnly(name, 0, name.length))
            .toArray(byte[][]::new);
    return names.length == 0 ? null : names;
  }

  static ListenerSettings of(LoadBalancer loadBalancer, Listener listener) {
    return new ListenerSettings(loadBalancer, listener);
  }

  private static boolean flag(LoadBalancer loadBalancer, String key) {
    return value(loadBalancer, key).equals("true");
  }

  private static int number(LoadBalancer loadBalancer, String key) {
    return Integer.parseInt(value(loadBalancer, key));
  }

  private static String value(LoadBalancer loadBalancer, String key) {
    String set = loadBalancer.attributes().get(key);
    if (set != null) {
      return set;
    }
    return LoadBalancerAttributes.of(loadBalancer.type(), loadBalancer.scheme()).stream()
        .filter(definition -> definition.key().equals(key))
        .findFirst()
        .orElseThrow()
        .defaultValue();
  }
}
