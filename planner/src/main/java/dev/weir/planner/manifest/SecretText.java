package dev.weir.planner.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// `stringData` of a Secret, which an API server turns into `data`.
final class SecretText {

  private SecretText() {}

  /// Moves `stringData` into `data`; an object of another kind is left alone.
  static void encode(HasMetadata object) {
    if (!(object instanceof Secret secret)
        || secret.getStringData() == null
        || secret.getStringData().isEmpty()) {
      return;
    }
    Map<String, String> data = new TreeMap<>();
    if (secret.getData() != null) {
      data.putAll(secret.getData());
    }
    secret
        .getStringData()
        .forEach((key, text) -> {
          String value = text == null ? "" : text;
          data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        });
    secret.setData(data);
    secret.setStringData(null);
  }
}
