package dev.weir.aws.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An HTTP request to an AWS API, as received.
public final class WireRequest {
  private final String method;
  private final String rawPath;
  private final String rawQuery;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final FormNode form;

  /// @param rawPath as on the wire, percent-encoded
  /// @param rawQuery what follows the `?`, empty when there is none
  public WireRequest(
      String method,
      String rawPath,
      String rawQuery,
      Map<String, List<String>> headers,
      byte[] body) {
    this.method = method;
    this.rawPath = rawPath;
    this.rawQuery = rawQuery;
    this.headers = new TreeMap<>();
    headers.forEach((name, values) -> this.headers.put(name.toLowerCase(Locale.ROOT), values));
    this.body = body;
    this.form =
        header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")
            ? FormNode.parse(rawQuery, new String(body, StandardCharsets.UTF_8))
            : FormNode.parse(rawQuery);
  }

  public String method() {
    return method;
  }

  public String rawPath() {
    return rawPath;
  }

  public String rawQuery() {
    return rawQuery;
  }

  /// The parameters of the query string and of a form body together.
  public FormNode form() {
    return form;
  }

  /// The first value of a header, named without regard to case.
  public Optional<String> header(String lowerCaseName) {
    List<String> values = headers.get(lowerCaseName);
    return values == null ? Optional.empty() : Optional.of(values.getFirst());
  }

  List<String> headers(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of());
  }

  public byte[] body() {
    return body;
  }
}
