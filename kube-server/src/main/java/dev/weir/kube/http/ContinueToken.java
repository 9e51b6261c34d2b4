package dev.weir.kube.http;

import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/// Where a paged list goes on: opaque to clients.
record ContinueToken(long revision, String namespace, String name) {

  static ContinueToken after(long revision, ObjectNode last) {
    return new ContinueToken(revision, Meta.namespace(last), Meta.name(last));
  }

  /// @throws StatusException 400 if it is no token of ours
  static ContinueToken parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = plain.split("/", -1);
      return new ContinueToken(Long.parseLong(parts[0]), parts[1], parts[2]);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw StatusException.badRequest("continue key is not valid: " + text);
    }
  }

  String text() {
    String plain = revision + "/" + namespace + "/" + name;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether the object comes after this place.
  boolean isBefore(ObjectNode object) {
    int order = namespace.compareTo(Meta.namespace(object));
    return order < 0 || (order == 0 && name.compareTo(Meta.name(object)) < 0);
  }
}
