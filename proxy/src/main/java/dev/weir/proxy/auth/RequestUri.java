package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.proxy.exchange.HttpHead;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/// The parts of a request that sign-in looks at.
///
/// @param host as sent, with its port
/// @param uri path and query
record RequestUri(String host, String uri) {
  static final String CALLBACK = "/oauth2/idpresponse";

  static RequestUri of(HttpHead request) {
    String target = request.target();
    int scheme = target.indexOf("://");
    if (scheme > 0 && !target.startsWith("/")) {
      int path = target.indexOf('/', scheme + 3);
      String authority =
          path < 0 ? target.substring(scheme + 3) : target.substring(scheme + 3, path);
      return new RequestUri(authority, path < 0 ? "/" : target.substring(path));
    }
    for (int i = 0; i < request.count(); i++) {
      if (request.name(i).equalsIgnoreCase("host")) {
        return new RequestUri(request.value(i), target);
      }
    }
    return new RequestUri("", target);
  }

  boolean isCallback() {
    return uri.equals(CALLBACK) || uri.startsWith(CALLBACK + "?");
  }

  /// Decoded query parameters; of several with the same name the first.
  Map<String, String> parameters() {
    Map<String, String> parameters = new HashMap<>();
    int question = uri.indexOf('?');
    if (question < 0) {
      return parameters;
    }
    for (String pair : uri.substring(question + 1).split("&")) {
      int equals = pair.indexOf('=');
      try {
        parameters.putIfAbsent(
            URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8),
            equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      } catch (IllegalArgumentException _) {
        // An escape that cannot be decoded: the parameter is as good as missing.
      }
    }
    return parameters;
  }
}
