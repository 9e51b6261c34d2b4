package dev.weir.aws.wire;

import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// One of the three AWS protocols: how a request is read and how answers are written.
///
/// The SDK's own field metadata tells the wire name, type and place of every member. That metadata
/// is not a public contract of the SDK: this package is the only place that uses it, and a test
/// sends every operation through the real client in both directions.
public sealed interface Protocol {

  /// The request of an operation.
  ///
  /// @param builder an empty builder of the request
  /// @throws AwsException when a value is malformed or a required member is missing
  Object read(SdkPojo builder, WireRequest request);

  WireResponse write(String operation, SdkPojo result, String requestId);

  WireResponse writeError(AwsError error, String requestId);

  /// AWS Query: form parameters in, XML out.
  ///
  /// @param namespace the XML namespace
  record Query(String namespace) implements Protocol {
    @Override
    public Object read(SdkPojo builder, WireRequest request) {
      return checked(
          () -> new QueryReader(false).read(builder, request.form()),
          malformed -> AwsError.of("ValidationError", malformed.describe()),
          missing -> AwsError.of("ValidationError", constraint(missing)));
    }

    @Override
    public WireResponse write(String operation, SdkPojo result, String requestId) {
      String response = operation + "Response";
      XmlWriter xml =
          new XmlWriter("member")
              .open(response, namespace)
              .open(operation + "Result")
              .members(result)
              .close(operation + "Result")
              .open("ResponseMetadata")
              .element("RequestId", requestId)
              .close("ResponseMetadata")
              .close(response);
      return WireResponse.xml(200, xml.toString());
    }

    @Override
    public WireResponse writeError(AwsError error, String requestId) {
      XmlWriter xml =
          new XmlWriter("member")
              .open("ErrorResponse", namespace)
              .open("Error")
              .element("Type", error.status() < 500 ? "Sender" : "Receiver")
              .element("Code", error.code())
              .element("Message", error.message())
              .close("Error")
              .element("RequestId", requestId)
              .close("ErrorResponse");
      return WireResponse.xml(error.status(), xml.toString());
    }
  }

  /// EC2 Query: form parameters in, XML of another shape out.
  record Ec2Query(String namespace) implements Protocol {
    @Override
    public Object read(SdkPojo builder, WireRequest request) {
      return checked(
          () -> new QueryReader(true).read(builder, request.form()),
          malformed ->
              AwsError.of(
                  "InvalidParameterValue",
                  "Value ("
                      + malformed.value()
                      + ") for parameter "
                      + malformed.parameter()
                      + " is invalid."),
          missing ->
              AwsError.of("MissingParameter", "The request must contain the parameter " + missing));
    }

    @Override
    public WireResponse write(String operation, SdkPojo result, String requestId) {
      String response = operation + "Response";
      XmlWriter xml =
          new XmlWriter("item")
              .open(response, namespace)
              .element("requestId", requestId)
              .members(result)
              .close(response);
      return WireResponse.xml(200, xml.toString());
    }

    @Override
    public WireResponse writeError(AwsError error, String requestId) {
      XmlWriter xml =
          new XmlWriter("item")
              .open("Response")
              .open("Errors")
              .open("Error")
              .element("Code", error.code())
              .element("Message", error.message())
              .close("Error")
              .close("Errors")
              .element("RequestID", requestId)
              .close("Response");
      return WireResponse.xml(error.status(), xml.toString());
    }
  }

  /// AWS JSON 1.1.
  ///
  /// @param invalidCode the service's error code for a request that breaks a constraint
  record Json(String invalidCode) implements Protocol {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Object read(SdkPojo builder, WireRequest request) {
      return checked(
          () -> new JsonReader().read(builder, body(request)),
          malformed -> AwsError.of("SerializationException", malformed.describe()),
          missing -> AwsError.of(invalidCode, constraint(missing)));
    }

    private static JsonNode body(WireRequest request) {
      byte[] body = request.body();
      try {
        JsonNode node = JSON.readTree(body.length == 0 ? new byte[] {'{', '}'} : body);
        if (node.isObject()) {
          return node;
        }
      } catch (JacksonException e) {
        throw new AwsException("SerializationException", "The request is not JSON");
      }
      throw new AwsException("SerializationException", "The request is not a JSON object");
    }

    @Override
    public WireResponse write(String operation, SdkPojo result, String requestId) {
      return WireResponse.json(200, JSON.writeValueAsString(new JsonWriter().write(result)));
    }

    @Override
    public WireResponse writeError(AwsError error, String requestId) {
      ObjectNode body =
          JSON.createObjectNode().put("__type", error.code()).put("message", error.message());
      return WireResponse.json(error.status(), JSON.writeValueAsString(body))
          .with("x-amzn-ErrorType", error.code());
    }
  }

  private static Object checked(
      java.util.function.Supplier<Object> reader,
      Function<MalformedValueException, AwsError> malformed,
      Function<String, AwsError> missing) {
    Object request;
    try {
      request = reader.get();
    } catch (MalformedValueException e) {
      throw new AwsException(malformed.apply(e));
    }
    Optional<String> path = RequiredMembers.missing((SdkPojo) request);
    if (path.isPresent()) {
      throw new AwsException(missing.apply(path.get()));
    }
    return request;
  }

  private static String constraint(String path) {
    return "1 validation error detected: Value null at '"
        + path
        + "' failed to satisfy constraint: Member must not be null";
  }
}
