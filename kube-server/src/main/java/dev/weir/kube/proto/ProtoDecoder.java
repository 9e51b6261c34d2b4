package dev.weir.kube.proto;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns Kubernetes protobuf bodies (`application/vnd.kubernetes.protobuf`) into JSON, driven by a
/// table of the messages' fields. Replies are always JSON, so there is no encoder.
///
/// kubectl sends protobuf since 1.32 for `create namespace` and its like, without a fallback.
public final class ProtoDecoder {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  // Go writes zero values of fields that are no pointers, which JSON omits; these fields are
  // pointers, or always written.
  private static final Set<String> KEEP_ZERO =
      Set.of(
          "replicas",
          "runAsUser",
          "runAsGroup",
          "fsGroup",
          "runAsNonRoot",
          "privileged",
          "allowPrivilegeEscalation",
          "readOnlyRootFilesystem",
          "automountServiceAccountToken",
          "terminationGracePeriodSeconds",
          "revisionHistoryLimit",
          "minAvailable",
          "maxUnavailable",
          "maxSurge",
          "defaultMode",
          "mode",
          "optional",
          "suspend",
          "backoffLimit",
          "completions",
          "parallelism",
          "immutable",
          "enableServiceLinks",
          "gracePeriodSeconds",
          "orphanDependents",
          "controller",
          "blockOwnerDeletion",
          "weight",
          "partition",
          "activeDeadlineSeconds",
          "ttlSecondsAfterFinished",
          "successfulJobsHistoryLimit",
          "failedJobsHistoryLimit",
          "startingDeadlineSeconds",
          "ready",
          "serving",
          "terminating",
          "value");

  private final Map<String, Map<Integer, Field>> messages;

  /// @param name the JSON name, "" to inline the message
  /// @param shape "", `[]` or `{}`
  /// @param type string, bool, int, double, bytes or a message's name
  private record Field(String name, String shape, String type) {}

  private ProtoDecoder(Map<String, Map<Integer, Field>> messages) {
    this.messages = messages;
  }

  /// With the bundled table, which the generator in `kube-server/schemas` makes.
  public static ProtoDecoder load() {
    try (InputStream file =
            Objects.requireNonNull(ProtoDecoder.class.getResourceAsStream("proto-table.json.gz"));
        InputStream in = new GZIPInputStream(file)) {
      Map<String, Map<Integer, Field>> messages = new HashMap<>();
      for (Map.Entry<String, JsonNode> message : Json.MAPPER.readTree(in).properties()) {
        Map<Integer, Field> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : message.getValue().properties()) {
          JsonNode row = field.getValue();
          fields.put(
              Integer.valueOf(field.getKey()),
              new Field(
                  row.path(0).stringValue(), row.path(1).stringValue(), row.path(2).stringValue()));
        }
        messages.put(message.getKey(), fields);
      }
      return new ProtoDecoder(messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Decodes a whole body: the magic number and a `runtime.Unknown`.
  ///
  /// @param schemaName finds the message's name from apiVersion and kind
  /// @throws StatusException 400 if the body is no such message
  public ObjectNode decode(byte[] body, SchemaNames schemaName) {
    if (body.length < 4 || !Arrays.equals(body, 0, 4, MAGIC, 0, 4)) {
      throw StatusException.badRequest(
          "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
    }
    String apiVersion = "";
    String kind = "";
    byte[] raw = new byte[0];
    try {
      WireReader unknown = new WireReader(body, 4, body.length);
      while (unknown.next()) {
        if (unknown.field() == 1) {
          WireReader typeMeta = unknown.message();
          while (typeMeta.next()) {
            switch (typeMeta.field()) {
              case 1 -> apiVersion = typeMeta.text();
              case 2 -> kind = typeMeta.text();
              default -> typeMeta.skip();
            }
          }
        } else if (unknown.field() == 2) {
          raw = unknown.bytes();
        } else {
          unknown.skip();
        }
      }
      String message =
          schemaName
              .of(apiVersion, kind)
              .orElseThrow(() -> StatusException.badRequest("no kind is registered"));
      ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
      read(new WireReader(raw, 0, raw.length), message, object);
      return object;
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw StatusException.badRequest("unable to decode protobuf: unexpected end of message");
    }
  }

  /// From apiVersion and kind to the name of the message.
  public interface SchemaNames {
    Optional<String> of(String apiVersion, String kind);
  }

  private void read(WireReader in, String message, ObjectNode into) {
    Map<Integer, Field> fields = messages.get(message);
    if (fields == null) {
      throw StatusException.badRequest("no protobuf message is known for " + message);
    }
    while (in.next()) {
      Field field = fields.get(in.field());
      if (field == null) {
        in.skip();
      } else if (field.name().isEmpty()) {
        read(in.message(), field.type(), into);
      } else {
        readField(in, field, into);
      }
    }
  }

  private void readField(WireReader in, Field field, ObjectNode into) {
    if (field.shape().equals("{}")) {
      WireReader entry = in.message();
      String key = "";
      JsonNode value = JsonNodeFactory.instance.stringNode("");
      while (entry.next()) {
        if (entry.field() == 1) {
          key = entry.text();
        } else {
          JsonNode read = value(entry, field);
          value = read == null ? value : read;
        }
      }
      Json.child(into, field.name()).set(key, value);
      return;
    }
    boolean packed = field.shape().equals("[]") && in.isLength() && field.type().equals("int");
    if (packed) {
      WireReader values = in.message();
      ArrayNode list = Json.childArray(into, field.name());
      while (values.hasMore()) {
        list.add(values.varint());
      }
      return;
    }
    JsonNode value = value(in, field);
    if (field.shape().equals("[]")) {
      Json.childArray(into, field.name()).add(value == null ? Json.object() : value);
    } else if (value != null && !isOmitted(field.name(), value)) {
      into.set(field.name(), value);
    }
  }

  private static boolean isOmitted(String name, JsonNode value) {
    boolean zero =
        (value.isString() && value.stringValue().isEmpty())
            || (value.isNumber() && value.doubleValue() == 0)
            || (value.isBoolean() && !value.booleanValue());
    return zero && !(KEEP_ZERO.contains(name) && !value.isString());
  }

  private @Nullable JsonNode value(WireReader in, Field field) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (field.type()) {
      case "string" -> nodes.stringNode(in.text());
      case "bool" -> nodes.booleanNode(in.varint() != 0);
      case "int" -> Json.integer(in.varint());
      case "double" -> nodes.numberNode(in.fixed64());
      case "bytes" -> nodes.stringNode(Base64.getEncoder().encodeToString(in.bytes()));
      default -> message(in, field.type());
    };
  }

  private @Nullable JsonNode message(WireReader in, String type) {
    byte[] bytes = in.bytes();
    WireReader message = new WireReader(bytes, 0, bytes.length);
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (type.substring(type.lastIndexOf('.') + 1)) {
      case "Quantity" -> nodes.stringNode(firstText(message));
      case "Time" -> time(message, false);
      case "MicroTime" -> time(message, true);
      case "Duration" -> nodes.stringNode(duration(message));
      case "IntOrString" -> intOrString(message);
      case "RawExtension", "FieldsV1", "JSON" -> raw(message);
      default -> {
        ObjectNode object = Json.object();
        read(message, type, object);
        yield object;
      }
    };
  }

  private static String firstText(WireReader message) {
    return message.next() ? message.text() : "";
  }

  private static @Nullable JsonNode time(WireReader message, boolean micros) {
    long seconds = 0;
    long nanos = 0;
    boolean any = false;
    while (message.next()) {
      any = true;
      if (message.field() == 1) {
        seconds = message.varint();
      } else {
        nanos = message.varint();
      }
    }
    if (!any) {
      return null;
    }
    Instant instant = Instant.ofEpochSecond(seconds, micros ? nanos : 0);
    String text = instant.toString();
    if (micros) {
      text = text.replaceFirst("(\\.\\d*)?Z$", String.format(".%06dZ", nanos / 1000));
    }
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static String duration(WireReader message) {
    long nanos = message.next() ? message.varint() : 0;
    return nanos / 1_000_000_000 + "s";
  }

  private static JsonNode intOrString(WireReader message) {
    long kind = 0;
    long number = 0;
    String text = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> kind = message.varint();
        case 2 -> number = message.varint();
        case 3 -> text = message.text();
        default -> message.skip();
      }
    }
    return kind == 0
        ? JsonNodeFactory.instance.numberNode((int) number)
        : JsonNodeFactory.instance.stringNode(text);
  }

  private static JsonNode raw(WireReader message) {
    byte[] json = message.next() ? message.bytes() : "{}".getBytes(StandardCharsets.UTF_8);
    return Json.MAPPER.readTree(json);
  }
}
