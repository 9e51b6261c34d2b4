package dev.weir.elb;

import static dev.weir.elb.AttributeDefinition.bool;
import static dev.weir.elb.AttributeDefinition.range;
import static dev.weir.elb.AttributeDefinition.text;

import java.util.ArrayList;
import java.util.List;

/// The listener attribute keys (Elastic Load Balancing API, `ListenerAttribute`).
public final class ListenerAttributes {
  public static final String SERVER_ENABLED = "routing.http.response.server.enabled";
  public static final String TCP_IDLE_TIMEOUT = "tcp.idle_timeout.seconds";

  /// Response headers that a listener may set, in the order of the API documentation.
  public static final List<String> RESPONSE_HEADERS =
      List.of(
          "strict_transport_security",
          "access_control_allow_origin",
          "access_control_allow_methods",
          "access_control_allow_headers",
          "access_control_allow_credentials",
          "access_control_expose_headers",
          "access_control_max_age",
          "content_security_policy",
          "x_content_type_options",
          "x_frame_options");

  /// Request headers of HTTPS listeners that may be renamed; the default name is derived.
  public static final List<String> REQUEST_HEADERS =
      List.of(
          "x_amzn_mtls_clientcert",
          "x_amzn_mtls_clientcert_serial_number",
          "x_amzn_mtls_clientcert_issuer",
          "x_amzn_mtls_clientcert_subject",
          "x_amzn_mtls_clientcert_validity",
          "x_amzn_mtls_clientcert_leaf",
          "x_amzn_tls_version",
          "x_amzn_tls_cipher_suite");

  private ListenerAttributes() {}

  public static String responseHeaderKey(String name) {
    return "routing.http.response." + name + ".header_value";
  }

  public static String requestHeaderKey(String name) {
    return "routing.http.request." + name + ".header_name";
  }

  /// `x_amzn_tls_version` as a header name: `X-Amzn-Tls-Version`.
  public static String headerName(String underscored) {
    StringBuilder name = new StringBuilder();
    for (String word : underscored.split("_")) {
      if (!name.isEmpty()) {
        name.append('-');
      }
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  /// Every key that a listener of this protocol has, with its default.
  public static List<AttributeDefinition> of(ListenerProtocol protocol) {
    List<AttributeDefinition> all = new ArrayList<>();
    if (protocol.isHttp()) {
      all.add(bool(SERVER_ENABLED, true));
      RESPONSE_HEADERS.forEach(name -> all.add(text(responseHeaderKey(name), "", 1024)));
    }
    if (protocol == ListenerProtocol.HTTPS) {
      REQUEST_HEADERS.forEach(name -> all.add(text(requestHeaderKey(name), headerName(name), 40)));
    }
    if (protocol == ListenerProtocol.TCP) {
      all.add(range(TCP_IDLE_TIMEOUT, "350", 60, 6000));
    }
    return List.copyOf(all);
  }
}
