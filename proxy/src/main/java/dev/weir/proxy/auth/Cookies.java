package dev.weir.proxy.auth;

import dev.weir.proxy.exchange.HttpHead;
import java.util.HashMap;
import java.util.Map;

/// The cookies of a request by name; of several with the same name the first.
final class Cookies {
  private final Map<String, String> values = new HashMap<>();

  static Cookies of(HttpHead request) {
    Cookies cookies = new Cookies();
    for (int i = 0; i < request.count(); i++) {
      if (request.name(i).equalsIgnoreCase("cookie")) {
        for (String pair : request.value(i).split(";")) {
          int equals = pair.indexOf('=');
          if (equals > 0) {
            cookies.values.putIfAbsent(
                pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
          }
        }
      }
    }
    return cookies;
  }

  /// The value, or empty.
  String get(String name) {
    return values.getOrDefault(name, "");
  }
}
