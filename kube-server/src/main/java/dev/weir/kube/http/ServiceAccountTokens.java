package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `serviceaccounts/<name>/token`: signed tokens as `kubectl create token` asks for them. Everybody
/// may do everything on this loopback server, with a token or without; the key lasts as long as the
/// process.
final class ServiceAccountTokens {
  private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
  private static final long USUAL_SECONDS = 3600;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Clock clock;
  private final KeyPair key;

  ServiceAccountTokens(Clock clock) {
    this.clock = clock;
    this.key = newKey();
  }

  /// The TokenRequest with its token.
  ObjectNode answer(ObjectNode serviceAccount, ObjectNode request) {
    long seconds = Json.number(request, USUAL_SECONDS, "spec", "expirationSeconds");
    List<JsonNode> asked = Json.list(request, "spec", "audiences");
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    Instant end = now.plusSeconds(seconds);
    ObjectNode claims = Json.object();
    ArrayNode audiences = claims.putArray("aud");
    asked.forEach(audiences::add);
    if (asked.isEmpty()) {
      audiences.add(ISSUER);
    }
    claims.put("exp", end.getEpochSecond()).put("iat", now.getEpochSecond());
    claims.put("iss", ISSUER).put("jti", UUID.randomUUID().toString());
    String namespace = Meta.namespace(serviceAccount);
    String name = Meta.name(serviceAccount);
    ObjectNode about = claims.putObject("kubernetes.io").put("namespace", namespace);
    about.putObject("serviceaccount").put("name", name).put("uid", Meta.uid(serviceAccount));
    claims.put("nbf", now.getEpochSecond());
    claims.put("sub", "system:serviceaccount:" + namespace + ":" + name);

    ObjectNode answer = request.deepCopy();
    answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    Json.child(answer, "metadata").put("name", name).put("namespace", namespace);
    ObjectNode spec = Json.child(answer, "spec");
    spec.put("expirationSeconds", seconds).set("audiences", audiences.deepCopy());
    answer
        .putObject("status")
        .put("token", signed(claims))
        .put("expirationTimestamp", Meta.time(end));
    return answer;
  }

  private String signed(ObjectNode claims) {
    ObjectNode head = Json.object().put("alg", "RS256").put("typ", "JWT");
    String text =
        BASE64.encodeToString(Json.bytes(head)) + "." + BASE64.encodeToString(Json.bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
