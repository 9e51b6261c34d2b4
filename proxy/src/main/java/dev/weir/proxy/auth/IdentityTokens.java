package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.AuthenticationResult.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The `x-amzn-oidc-*` request fields, among them `x-amzn-oidc-data`: the user's claims as a token
/// signed with ES256 (RFC 7518 section 3.4) by a key of this load balancer process.
///
/// All three parts are Base64url with padding, as ALB makes them, which strict JWT libraries
/// refuse.
public final class IdentityTokens {
  /// Drops the fields that a client may have sent to pretend to be somebody.
  static final List<Field> NO_IDENTITY =
      List.of(
          new Field("x-amzn-oidc-accesstoken", ""),
          new Field("x-amzn-oidc-identity", ""),
          new Field("x-amzn-oidc-data", ""));

  private static final Duration LIFETIME = Duration.ofMinutes(2);

  private final KeyPair keys;
  private final String keyId;
  private final Clock clock;

  private IdentityTokens(KeyPair keys, String keyId, Clock clock) {
    this.keys = keys;
    this.keyId = keyId;
    this.clock = clock;
  }

  /// Makes a new key and publishes its public half as `<directory>/<key id>` in PEM, the way ALB's
  /// `https://public-keys.auth.elb.<region>.amazonaws.com/<key id>` does.
  public static IdentityTokens create(Path directory, Clock clock) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var tokens =
          new IdentityTokens(generator.generateKeyPair(), UUID.randomUUID().toString(), clock);
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(tokens.keyId), tokens.publicKeyPem());
      return tokens;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  public String keyId() {
    return keyId;
  }

  public String publicKeyPem() {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }

  List<Field> fields(OidcProvider provider, LoadBalancer loadBalancer, UserSession session) {
    return List.of(
        new Field("x-amzn-oidc-accesstoken", session.accessToken()),
        new Field("x-amzn-oidc-identity", headerText(session.subject())),
        new Field("x-amzn-oidc-data", token(provider, loadBalancer, session)));
  }

  private static String headerText(String text) {
    return text.replaceAll("[\\r\\n\\x00]", "");
  }

  private String token(OidcProvider provider, LoadBalancer loadBalancer, UserSession session) {
    long expires = clock.instant().plus(LIFETIME).getEpochSecond();
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("kid", keyId);
    header.put("alg", "ES256");
    header.put("iss", provider.issuer());
    header.put("client", provider.clientId());
    header.put("signer", loadBalancer.arn().value());
    header.put("exp", expires);
    Map<String, Object> payload = new LinkedHashMap<>(session.claims());
    payload.put("exp", expires);
    payload.put("iss", provider.issuer());
    String signed = encode(json(header)) + "." + encode(json(payload));
    return signed + "." + encode(sign(signed));
  }

  private static byte[] json(Map<String, Object> map) {
    return JSONObjectUtils.toJSONString(map).getBytes(UTF_8);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /// R and S, 32 bytes each, not DER.
  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with P-256", e);
    }
  }
}
