package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.weir.elb.RuleAction;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in through the load balancer with a real provider, over TLS.
class OidcTest {
  @TempDir Path keys;
  private AuthScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new AuthScene(keys);
    scene.serve(scene.oidc("authenticate"));
  }

  @AfterEach
  void stop() throws Exception {
    scene.close();
  }

  @Test
  void aRequestWithoutSessionGoesToTheProvider() throws Exception {
    AuthScene.Page page = scene.get("/private/a?b=c");

    assertThat(page.status()).isEqualTo(302);
    assertThat(page.location()).startsWith(scene.provider.url("/authorize") + "?");
    Map<String, String> query = TestProvider.query(page.location());
    assertThat(query)
        .containsEntry("client_id", "client-1")
        .containsEntry("response_type", "code")
        .containsEntry("scope", "openid email")
        .containsEntry("prompt", "login now")
        .containsEntry("redirect_uri", "https://shop.example.com:18444/oauth2/idpresponse");
    assertThat(query.get("state")).isNotBlank().doesNotContain("private");
    assertThat(scene.jar).containsOnlyKeys("AWSALBAuthNonce");
  }

  @Test
  void theProvidersAnswerMakesASessionAndGoesBackToWhereTheUserWanted() throws Exception {
    AuthScene.Page page = scene.signIn("/private/a?b=c");

    assertThat(page.status()).isEqualTo(302);
    assertThat(page.location()).isEqualTo("https://shop.example.com:18444/private/a?b=c");
    assertThat(page.header("Set-Cookie"))
        .startsWith("AWSELBAuthSessionCookie-0=")
        .endsWith("; Path=/; Secure; HttpOnly; SameSite=None");

    assertThat(scene.get("/private/a?b=c").status()).isEqualTo(200);
  }

  @Test
  void theTargetGetsTheUserAndNotWhatTheClientPretends() throws Exception {
    scene.provider.userInfo.put("email", "user@example.com");
    scene.signIn("/private/a");
    scene.get("/private/a", "X-Amzn-Oidc-Identity: admin", "x-amzn-oidc-data: forged");

    String head = scene.target.nextHead();
    assertThat(head)
        .contains("\r\nx-amzn-oidc-identity: user-7\r\n")
        .contains("\r\nx-amzn-oidc-accesstoken: access-")
        .doesNotContain("admin")
        .doesNotContain("forged");
    String[] parts = field(head, "x-amzn-oidc-data").split("\\.");
    Map<String, Object> header = JSONObjectUtils.parse(decode(parts[0]));
    assertThat(header.keySet())
        .containsExactly("typ", "kid", "alg", "iss", "client", "signer", "exp");
    assertThat(header)
        .containsEntry("alg", "ES256")
        .containsEntry("client", "client-1")
        .containsEntry("iss", scene.provider.issuer())
        .containsEntry(
            "signer",
            "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/lb/50dc6c495c0c9188");
    assertThat(JSONObjectUtils.parse(decode(parts[1])))
        .containsEntry("sub", "user-7")
        .containsEntry("email", "user@example.com")
        .containsKeys("exp", "iss");
    assertThat(isSignedByThePublishedKey(parts, String.valueOf(header.get("kid")))).isTrue();
    assertThat(parts[0].length() % 4).as("Base64 is padded").isZero();
  }

  @Test
  void otherRulesOfTheListenerAreNotAuthenticated() throws Exception {
    assertThat(scene.get("/").status()).isEqualTo(204);
    assertThat(scene.get("/oauth2/idpresponse?code=1&state=2").status()).isEqualTo(204);
  }

  @Test
  void anExpiredAccessTokenIsRefreshed() throws Exception {
    scene.provider.tokenLifetimeSeconds = 60;
    scene.signIn("/private");
    String before = scene.jar.get("AWSELBAuthSessionCookie-0");
    scene.advance(Duration.ofSeconds(61));

    assertThat(scene.get("/private").status()).isEqualTo(200);
    assertThat(scene.provider.tokenRequests.getLast()).containsEntry("grant_type", "refresh_token");
    assertThat(scene.jar.get("AWSELBAuthSessionCookie-0")).isNotEqualTo(before);
  }

  @Test
  void theSessionEndsWithItsTimeoutHoweverFreshItsTokens() throws Exception {
    scene.signIn("/private");
    scene.advance(Duration.ofSeconds(7201));

    assertThat(scene.get("/private").location()).startsWith(scene.provider.url("/authorize"));
  }

  @Test
  void claimsThatDoNotFitOneCookieAreSharded() throws Exception {
    var random = new java.util.Random(3);
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < 6_000; i++) {
      groups.append((char) ('a' + random.nextInt(26)));
    }
    scene.provider.userInfo.put("groups", groups.toString());
    scene.signIn("/private");

    assertThat(scene.jar).containsKeys("AWSELBAuthSessionCookie-0", "AWSELBAuthSessionCookie-1");
    assertThat(scene.get("/private").status()).isEqualTo(200);
  }

  @Test
  void moreThanElevenKilobytesOfClaimsAreTooMuch() throws Exception {
    scene.provider.userInfo.put("groups", "g".repeat(12_000));

    assertThat(scene.signIn("/private").status()).isEqualTo(500);
  }

  @Test
  void aCodeWorksOnce() throws Exception {
    String answer = scene.atProvider(scene.get("/private"));
    scene.get(answer);

    assertThat(scene.get(answer).status()).isEqualTo(401);
  }

  @Test
  void aStateOfSomebodyElseOrAfterFifteenMinutesIsRefused() throws Exception {
    String answer = scene.atProvider(scene.get("/private"));
    scene.jar.put("AWSALBAuthNonce", "other");
    assertThat(scene.get(answer).status()).isEqualTo(401);

    scene.jar.clear();
    assertThat(scene.get(answer).status()).isEqualTo(401);

    String late = scene.atProvider(scene.get("/private"));
    scene.advance(Duration.ofMinutes(16));
    assertThat(scene.get(late).status()).isEqualTo(401);
  }

  @Test
  void anErrorOfTheProviderIs561() throws Exception {
    String answer = scene.atProvider(scene.get("/private"));
    String state = TestProvider.query("http://x" + answer).get("state");

    assertThat(scene.get("/oauth2/idpresponse?error=access_denied&state=" + state).status())
        .isEqualTo(561);
  }

  @Test
  void aProviderThatFailsIs500AndAnInvalidGrant401() throws Exception {
    scene.provider.tokenStatus = 503;
    assertThat(scene.signIn("/private").status()).isEqualTo(500);

    scene.provider.tokenStatus = 400;
    assertThat(scene.signIn("/private").status()).isEqualTo(401);

    scene.provider.tokenStatus = 200;
    scene.provider.userInfoStatus = 500;
    assertThat(scene.signIn("/private").status()).isEqualTo(500);
  }

  @Test
  void denyIs401ButAnExpiredSessionGoesToTheProvider() throws Exception {
    scene.serve(scene.oidc("deny"));
    assertThat(scene.get("/private").status()).isEqualTo(401);

    scene.serve(scene.oidc("authenticate"));
    scene.signIn("/private");
    scene.serve(scene.oidc("deny"));
    scene.advance(Duration.ofSeconds(7201));
    assertThat(scene.get("/private").status()).isEqualTo(302);
  }

  @Test
  void allowForwardsWithoutIdentity() throws Exception {
    scene.serve(scene.oidc("allow"));

    assertThat(scene.get("/private", "x-amzn-oidc-identity: admin").status()).isEqualTo(200);
    assertThat(scene.target.nextHead()).doesNotContain("x-amzn-oidc");
  }

  @Test
  void aSessionCookieThatWasTamperedWithIsNone() throws Exception {
    scene.signIn("/private");
    scene.jar.computeIfPresent("AWSELBAuthSessionCookie-0", (_, value) -> "A" + value);

    assertThat(scene.get("/private").status()).isEqualTo(302);
  }

  @Test
  void cognitoEndpointsFollowFromThePoolAndItsDomain() {
    var session = new RuleAction.Session("c", "openid", 60, Map.of(), "authenticate");
    String pool = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_abc";

    OidcProvider prefix =
        OidcProvider.of(new RuleAction.AuthenticateCognito(pool, "id", "shop", session), "");
    OidcProvider own =
        OidcProvider.of(
            new RuleAction.AuthenticateCognito(pool, "id", "login.shop.com", session), "");

    assertThat(prefix.authorizationEndpoint())
        .isEqualTo(URI.create("https://shop.auth.eu-west-1.amazoncognito.com/oauth2/authorize"));
    assertThat(prefix.issuer())
        .isEqualTo("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc");
    assertThat(own.tokenEndpoint()).isEqualTo(URI.create("https://login.shop.com/oauth2/token"));
    assertThat(own.userInfoEndpoint())
        .isEqualTo(URI.create("https://login.shop.com/oauth2/userInfo"));
  }

  private static String field(String head, String name) {
    int at = head.indexOf("\r\n" + name + ": ") + name.length() + 4;
    return head.substring(at, head.indexOf("\r\n", at));
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }

  private boolean isSignedByThePublishedKey(String[] parts, String keyId) throws Exception {
    String pem = Files.readString(keys.resolve(keyId));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(key);
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }
}
