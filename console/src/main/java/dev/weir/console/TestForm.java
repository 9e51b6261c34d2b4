package dev.weir.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the form of the request tester holds.
///
/// @param loadBalancer a name; empty for the one whose DNS name the URL has
/// @param url scheme, host, port, path and query of the request
/// @param headers one `Name: value` a line
public record TestForm(String loadBalancer, String method, String url, String headers) {
  private static final Pattern URL =
      Pattern.compile(
          "(https?)://([^/?#:\\[\\]]*|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?([/?][^#]*)?");

  static TestForm of(Map<String, String> values) {
    String method = values.getOrDefault("method", "").strip();
    return new TestForm(
        values.getOrDefault("loadBalancer", "").strip(),
        method.isEmpty() ? "GET" : method,
        values.getOrDefault("url", "").strip(),
        values.getOrDefault("headers", ""));
  }

  boolean isEmpty() {
    return url.isEmpty();
  }

  TestForm withUrl(String newUrl) {
    return new TestForm(loadBalancer, method, newUrl, headers);
  }

  /// What the URL asks for; empty when it is not an absolute `http` or `https` URL.
  Optional<Asked> asked() {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches() || url.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      return Optional.empty();
    }
    boolean secure = matcher.group(1).equals("https");
    String port = matcher.group(3);
    String target = matcher.group(4);
    return Optional.of(
        new Asked(
            matcher.group(2),
            port == null ? secure ? 443 : 80 : Integer.parseInt(port),
            target == null ? "/" : target.startsWith("?") ? "/" + target : target));
  }

  RequestExplainer.Request request(Asked asked) {
    Map<String, String> parsed = new LinkedHashMap<>();
    headers
        .lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && !parts[0].isBlank())
        .forEach(parts -> parsed.put(parts[0].strip(), parts[1].strip()));
    return new RequestExplainer.Request(method, asked.host(), asked.target(), parsed);
  }

  /// The page that explains what the form holds.
  String address() {
    return "/tester?loadBalancer="
        + encoded(loadBalancer)
        + "&method="
        + encoded(method)
        + "&url="
        + encoded(url)
        + (headers.isBlank() ? "" : "&headers=" + encoded(headers));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// @param port of the listener
  /// @param target path and query
  record Asked(String host, int port, String target) {}
}
