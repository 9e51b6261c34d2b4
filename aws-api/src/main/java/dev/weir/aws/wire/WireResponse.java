package dev.weir.aws.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An HTTP answer of an AWS API.
public record WireResponse(
    int status, String contentType, Map<String, String> headers, String body) {
  static WireResponse xml(int status, String body) {
    return new WireResponse(
        status, "text/xml", Map.of(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body);
  }

  static WireResponse json(int status, String body) {
    return new WireResponse(status, "application/x-amz-json-1.1", Map.of(), body);
  }

  public WireResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new WireResponse(status, contentType, more, body);
  }

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
