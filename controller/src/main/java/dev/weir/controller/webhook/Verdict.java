package dev.weir.controller.webhook;

import java.util.List;
import java.util.Map;

/// What a webhook decides.
public sealed interface Verdict {
  /// The write may go on as it is.
  record Allowed() implements Verdict {}

  /// The write may go on with these JSON Patch operations applied.
  record Patched(List<Map<String, Object>> operations) implements Verdict {
    public Patched {
      operations = List.copyOf(operations);
    }

    static Patched set(String path, Object value) {
      // RFC 6902: adding a member that is there replaces it
      return new Patched(List.of(Map.of("op", "add", "path", path, "value", value)));
    }
  }

  /// The write is refused; the message is what its author sees.
  record Refused(String message) implements Verdict {}
}
