package dev.weir.aws.wire;

import java.util.List;
import java.util.Optional;

/// What a request says about its signature (Signature Version 4), from the `Authorization` header
/// or the query of a presigned request.
///
/// @param scope `<date>/<region>/<service>/aws4_request`
public record Signature(
    String accessKeyId, String scope, List<String> signedHeaders, String value, boolean presigned) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  public Signature {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /// Empty when the request is not signed.
  ///
  /// @throws SignatureRefused when the header cannot be understood
  public static Optional<Signature> of(WireRequest request) {
    Optional<String> header = request.header("authorization");
    if (header.isPresent() && header.get().startsWith(ALGORITHM)) {
      return Optional.of(
          parse(
              part(header.get(), "Credential="),
              part(header.get(), "SignedHeaders="),
              part(header.get(), "Signature="),
              false));
    }
    String credential = request.form().text("X-Amz-Credential");
    String signed = request.form().text("X-Amz-SignedHeaders");
    String value = request.form().text("X-Amz-Signature");
    return credential == null || signed == null || value == null
        ? Optional.empty()
        : Optional.of(parse(credential, signed, value, true));
  }

  private static Signature parse(
      String credential, String signedHeaders, String value, boolean presigned) {
    int slash = credential.indexOf('/');
    if (slash < 0 || credential.split("/", -1).length != 5) {
      throw new SignatureRefused(
          SignatureRefused.Reason.INCOMPLETE,
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term, got '"
              + credential
              + "'");
    }
    return new Signature(
        credential.substring(0, slash),
        credential.substring(slash + 1),
        List.of(signedHeaders.split(";")),
        value,
        presigned);
  }

  private static String part(String header, String name) {
    int from = header.indexOf(name);
    if (from < 0) {
      throw new SignatureRefused(
          SignatureRefused.Reason.INCOMPLETE,
          "Authorization header requires '" + name.replace("=", "") + "' parameter.");
    }
    int to = header.indexOf(',', from);
    return header.substring(from + name.length(), to < 0 ? header.length() : to).trim();
  }

  String date() {
    return scope.split("/")[0];
  }

  String region() {
    return scope.split("/")[1];
  }

  String terminator() {
    return scope.split("/")[3];
  }

  /// The signing name of the service: `elasticloadbalancing`, `ec2`, ...
  public String service() {
    return scope.split("/")[2];
  }
}
