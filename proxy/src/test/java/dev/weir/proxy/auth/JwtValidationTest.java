package dev.weir.proxy.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.weir.elb.RuleAction.JwtValidation;
import dev.weir.elb.RuleAction.JwtValidation.AdditionalClaim;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `jwt-validation` action through the load balancer, over TLS.
class JwtValidationTest {
  @TempDir Path keys;
  private AuthScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new AuthScene(keys);
    serve();
  }

  @AfterEach
  void stop() throws Exception {
    scene.close();
  }

  private void serve(AdditionalClaim... claims) {
    scene.serve(
        new JwtValidation(scene.provider.url("/keys"), scene.provider.issuer(), List.of(claims)));
  }

  private int statusFor(JWTClaimsSet claims) throws Exception {
    return status("Bearer " + scene.provider.sign(claims));
  }

  private int status(String authorization) throws Exception {
    return scene.get("/private", "Authorization: " + authorization).status();
  }

  @Test
  void aValidTokenIsForwardedUntouched() throws Exception {
    String token = scene.provider.sign(scene.provider.claims().build());

    assertThat(status("Bearer " + token)).isEqualTo(200);
    assertThat(scene.target.nextHead()).contains("\r\nAuthorization: Bearer " + token + "\r\n");
  }

  @Test
  void withoutAUsableTokenItIs401() throws Exception {
    assertThat(scene.get("/private").status()).isEqualTo(401);
    assertThat(status("Basic dTpw")).isEqualTo(401);
    assertThat(status("Bearer x.y.z")).isEqualTo(401);
  }

  @Test
  void issuerAndExpiryMustBeThereAndRight() throws Exception {
    assertThat(statusFor(scene.provider.claims().issuer("https://other.test").build()))
        .isEqualTo(401);
    assertThat(statusFor(scene.provider.claims().issuer(null).build())).isEqualTo(401);
    assertThat(statusFor(scene.provider.claims().expirationTime(null).build())).isEqualTo(401);
    assertThat(statusFor(scene.provider.claims().expirationTime(date(-60)).build())).isEqualTo(401);
  }

  @Test
  void notBeforeAndIssuedAtAreCheckedWhenPresent() throws Exception {
    assertThat(statusFor(scene.provider.claims().notBeforeTime(date(60)).build())).isEqualTo(401);
    assertThat(statusFor(scene.provider.claims().issueTime(date(60)).build())).isEqualTo(401);
    assertThat(
            statusFor(
                scene.provider.claims().notBeforeTime(date(-60)).issueTime(date(-60)).build()))
        .isEqualTo(200);
  }

  @Test
  void aSignatureByAnotherKeyIs401() throws Exception {
    var forged = new RSAKeyGenerator(2048).keyID("key-1").generate();
    var unknown = new RSAKeyGenerator(2048).keyID("key-2").generate();
    JWTClaimsSet claims = scene.provider.claims().build();

    assertThat(status("Bearer " + TestProvider.sign(claims, forged))).isEqualTo(401);
    assertThat(status("Bearer " + TestProvider.sign(claims, unknown))).isEqualTo(401);
  }

  @Test
  void additionalClaimsComeInThreeFormatsAndAnyValueSuffices() throws Exception {
    serve(
        new AdditionalClaim("team", "single-string", List.of("red", "blue")),
        new AdditionalClaim("roles", "string-array", List.of("admin")),
        new AdditionalClaim("scope", "space-separated-values", List.of("orders:read")));
    JWTClaimsSet.Builder good =
        scene
            .provider
            .claims()
            .claim("team", "blue")
            .claim("roles", List.of("user", "admin"))
            .claim("scope", "openid orders:read");

    assertThat(statusFor(good.build())).isEqualTo(200);
    assertThat(statusFor(new JWTClaimsSet.Builder(good.build()).claim("team", "green").build()))
        .isEqualTo(401);
    assertThat(statusFor(new JWTClaimsSet.Builder(good.build()).claim("roles", "admin").build()))
        .isEqualTo(401);
    assertThat(statusFor(new JWTClaimsSet.Builder(good.build()).claim("scope", null).build()))
        .isEqualTo(401);
  }

  @Test
  void keysAreFetchedOnceAndAgainAfterFiveMinutes() throws Exception {
    JWTClaimsSet claims = scene.provider.claims().build();
    statusFor(claims);
    statusFor(claims);
    assertThat(scene.provider.keyFetches).isEqualTo(1);

    scene.advance(Duration.ofMinutes(6));
    assertThat(statusFor(claims)).isEqualTo(200);
    assertThat(scene.provider.keyFetches).isEqualTo(2);
  }

  @Test
  void aKeyEndpointThatAnswersWrongIs562() throws Exception {
    scene.provider.keysStatus = 404;
    assertThat(statusFor(scene.provider.claims().build())).isEqualTo(562);

    scene.provider.keysStatus = 200;
    scene.provider.keysBody = "no keys";
    assertThat(statusFor(scene.provider.claims().build())).isEqualTo(562);
  }

  @Test
  void aKeyEndpointThatIsTooLargeOrDownIs500() throws Exception {
    scene.provider.keysBody = " ".repeat(151 * 1024);
    assertThat(statusFor(scene.provider.claims().build())).isEqualTo(500);

    String token = scene.provider.sign(scene.provider.claims().build());
    scene.provider.close();
    assertThat(status("Bearer " + token)).isEqualTo(500);
  }

  private static Date date(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}
