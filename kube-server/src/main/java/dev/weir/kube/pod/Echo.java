package dev.weir.kube.pod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers a request with what was seen of it.
///
/// The fields are those of the conformance suites' echo servers (`path`, `host`, `method`, `proto`,
/// `headers`, `namespace`, `ingress`, `service`, `pod`, and `tls` where it was used), besides
/// `address`, `node` and `image`. A client that asks for `text/html` gets the same as a page.
final class Echo {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Echo() {}

  /// @param tls null for a request that came in the clear
  static Answer answer(RequestHead head, EchoContext context, @Nullable SSLSession tls) {
    ObjectNode seen = seen(head, context);
    if (tls != null) {
      addTls(seen.putObject("tls"), tls);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    boolean page = head.first("Accept").orElse("").contains("text/html");
    headers.put("Content-Type", page ? "text/html; charset=utf-8" : "application/json");
    headers.put("X-Content-Type-Options", "nosniff");
    String json = JSON.writeValueAsString(seen);
    return new Answer(200, headers, page ? EchoPage.html(seen) : json + "\n");
  }

  private static ObjectNode seen(RequestHead head, EchoContext context) {
    ObjectNode seen = JSON.createObjectNode();
    seen.put("path", head.target());
    seen.put("host", head.host());
    seen.put("method", head.method());
    seen.put("proto", head.protocol());
    ObjectNode headers = seen.putObject("headers");
    head.headers().forEach((name, values) -> addHeader(headers, name, values));
    seen.put("namespace", context.namespace());
    seen.put("ingress", context.ingress());
    seen.put("service", context.service());
    seen.put("pod", context.pod());
    seen.put("address", context.address());
    seen.put("node", context.node());
    seen.put("image", context.image());
    return seen;
  }

  private static void addTls(ObjectNode to, SSLSession tls) {
    to.put("version", tls.getProtocol()).put("cipherSuite", tls.getCipherSuite());
    String serverName = "";
    if (tls instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        serverName = name instanceof SNIHostName host ? host.getAsciiName() : serverName;
      }
    }
    to.put("serverName", serverName);
  }

  private static void addHeader(ObjectNode headers, String name, List<String> values) {
    if (!name.equals("Host")) { // the echo servers tell it as `host` alone
      values.forEach(headers.putArray(name)::add);
    }
  }
}
