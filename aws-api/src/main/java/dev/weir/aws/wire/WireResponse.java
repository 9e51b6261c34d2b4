package dev.weir.aws.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An HTTP answer of an AWS API.
public final class WireResponse {
  private final int status;
  private final String contentType;
  private final Map<String, String> headers;
  private final byte[] body;

  private WireResponse(int status, String contentType, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /// An answer of any type.
  public static WireResponse of(int status, String contentType, byte[] body) {
    return new WireResponse(status, contentType, Map.of(), body);
  }

  static WireResponse xml(int status, String body) {
    return of(status, "text/xml", withDeclaration(body));
  }

  /// XML as S3 sends it.
  public static WireResponse applicationXml(int status, String body) {
    return of(status, "application/xml", withDeclaration(body));
  }

  private static byte[] withDeclaration(String body) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  static WireResponse json(int status, String body) {
    return of(status, "application/x-amz-json-1.1", body.getBytes(StandardCharsets.UTF_8));
  }

  /// The same answer with one more header.
  public WireResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new WireResponse(status, contentType, more, body);
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /// The body; not to be changed.
  public byte[] bytes() {
    return body;
  }
}
