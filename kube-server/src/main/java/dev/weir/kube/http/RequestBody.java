package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.proto.ProtoDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads request bodies: JSON, YAML and protobuf.
final class RequestBody {
  static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  // As etcd's and the API server's limit.
  private static final int LIMIT = 3 * 1024 * 1024;

  private final ProtoDecoder protobuf;
  private final ProtoDecoder.SchemaNames schemaNames;

  RequestBody(ProtoDecoder protobuf, ProtoDecoder.SchemaNames schemaNames) {
    this.protobuf = protobuf;
    this.schemaNames = schemaNames;
  }

  /// The object in the body, empty if there is no body.
  ///
  /// @throws StatusException 400 if it cannot be read, 413 if it is too large, 415 for other media
  ///   types
  ObjectNode object(ApiRequest request) {
    byte[] body = bytes(request);
    if (body.length == 0) {
      return Json.object();
    }
    ObjectNode object = object(request, body);
    return request.newEvents() ? EventForm.ofCore(object) : object;
  }

  private ObjectNode object(ApiRequest request, byte[] body) {
    return switch (request.contentType()) {
      case PROTOBUF -> protobuf.decode(body, schemaNames);
      case "", "application/json" -> {
        ObjectNode object = json(body);
        request.duplicates().addAll(DuplicateFields.in(body));
        yield object;
      }
      case "application/yaml", "text/yaml" -> yaml(body);
      default ->
          throw StatusException.unsupportedMediaType(
              "the body of the request was in an unknown format - accepted media types include:"
                  + " application/json, application/yaml, application/vnd.kubernetes.protobuf");
    };
  }

  byte[] bytes(ApiRequest request) {
    if (!request.request().content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.request().content().inputStream()) {
      byte[] body = in.readNBytes(LIMIT + 1);
      if (body.length > LIMIT) {
        throw new StatusException(
            413,
            "RequestEntityTooLarge",
            "Request entity too large: limit is " + LIMIT,
            StatusException.Details.NONE);
      }
      return body;
    } catch (IOException e) {
      throw StatusException.badRequest("the request body could not be read: " + e.getMessage());
    }
  }

  static ObjectNode json(byte[] body) {
    try {
      return Json.parse(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw StatusException.badRequest(
          "couldn't get version/kind; json parse error: " + e.getOriginalMessage());
    }
  }

  static JsonNode anyJson(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw StatusException.badRequest("error decoding patch: " + e.getOriginalMessage());
    }
  }

  static ObjectNode yaml(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.stripLeading().startsWith("{")) {
      return json(body);
    }
    try {
      Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
      JsonNode node = Json.MAPPER.valueToTree(loaded);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw StatusException.badRequest("error decoding YAML: expected an object");
    } catch (YamlEngineException e) {
      throw StatusException.badRequest("error decoding YAML: " + e.getMessage());
    }
  }
}
