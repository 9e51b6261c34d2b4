package dev.weir.store;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A journal entry as one line of text: eight digits of CRC-32C, a space, JSON, a line feed.
///
/// `{"revision":7,"writes":[["rules","arn:...",{...}],["tags","arn:...",null]]}`
final class JournalLine {
  private static final int CHECKSUM = 8;

  private final ObjectMapper json = new ObjectMapper();

  byte[] write(JournalEntry entry) {
    ObjectNode root = json.createObjectNode().put("revision", entry.revision());
    ArrayNode writes = root.putArray("writes");
    entry
        .writes()
        .forEach((key, value) -> {
          ArrayNode write = writes.addArray().add(key.table()).add(key.key());
          if (value == null) {
            write.addNull();
          } else {
            write.add(json.readTree(value));
          }
        });
    byte[] body = json.writeValueAsBytes(root);
    byte[] line = new byte[CHECKSUM + 1 + body.length + 1];
    System.arraycopy(checksum(body, 0), 0, line, 0, CHECKSUM);
    line[CHECKSUM] = ' ';
    System.arraycopy(body, 0, line, CHECKSUM + 1, body.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /// The entry of a line without its line feed; empty when the line is damaged.
  Optional<JournalEntry> read(byte[] line) {
    if (line.length < CHECKSUM + 3 || line[CHECKSUM] != ' ') {
      return Optional.empty();
    }
    byte[] checksum = checksum(line, CHECKSUM + 1);
    for (int i = 0; i < CHECKSUM; i++) {
      if (checksum[i] != line[i]) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(entry(json.readTree(line, CHECKSUM + 1, line.length - CHECKSUM - 1)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static JournalEntry entry(JsonNode root) {
    Map<JournalEntry.Key, @Nullable String> writes = new LinkedHashMap<>();
    for (JsonNode write : root.get("writes")) {
      JsonNode value = write.get(2);
      writes.put(
          new JournalEntry.Key(write.get(0).asString(), write.get(1).asString()),
          value.isNull() ? null : value.toString());
    }
    return new JournalEntry(root.get("revision").asLong(), writes);
  }

  private static byte[] checksum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, bytes.length - from);
    return String.format("%08x", crc.getValue()).getBytes(StandardCharsets.US_ASCII);
  }
}
