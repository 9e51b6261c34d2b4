package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.health.TestServers;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with app clients of a user pool, with and without a secret.
class CognitoTest {
  private static final String POOL =
      "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_abc";

  @TempDir Path keys;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
  private HttpsServer userPool;
  private AuthScene scene;

  @BeforeEach
  void start() throws Exception {
    SSLContext own = SSLContext.getInstance("TLS");
    own.init(TestServers.expiredCertificate().getKeyManagers(), null, null);
    userPool = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    userPool.setHttpsConfigurator(new HttpsConfigurator(own));
    userPool.createContext("/oauth2/token", this::token);
    userPool.createContext("/oauth2/userInfo", exchange -> answer(exchange, Map.of("sub", "u-1")));
    userPool.start();
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    scene = new AuthScene(keys, trusting, Map.of("confidential", "s3cret"));
  }

  @AfterEach
  void stop() throws Exception {
    scene.close();
    userPool.stop(0);
  }

  private void token(HttpExchange exchange) throws IOException {
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Map<String, String> form =
        TestProvider.form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    tokenRequests.add(form);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc")
            .audience(List.of("confidential", "public"))
            .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
            .build();
    answer(
        exchange, Map.of("access_token", "access-1", "id_token", new PlainJWT(claims).serialize()));
  }

  private static void answer(HttpExchange exchange, Map<String, Object> json) throws IOException {
    byte[] body = JSONObjectUtils.toJSONString(json).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// What the browser sees when the user pool has sent it back with a code.
  private AuthScene.Page signIn(String client) throws Exception {
    var session = new RuleAction.Session("c", "openid", 600, Map.of(), "authenticate");
    String domain = "127.0.0.1:" + userPool.getAddress().getPort();
    scene.serve(new RuleAction.AuthenticateCognito(POOL, client, domain, session));
    Map<String, String> asked = TestProvider.query(scene.get("/private").location());
    assertThat(asked).containsEntry("client_id", client);
    String state = URLEncoder.encode(asked.get("state"), UTF_8);
    return scene.get("/oauth2/idpresponse?code=code-1&state=" + state);
  }

  @Test
  void anAppClientWithASecretShowsIt() throws Exception {
    assertThat(signIn("confidential").location()).endsWith("/private");

    String both = Base64.getEncoder().encodeToString("confidential:s3cret".getBytes(UTF_8));
    assertThat(authorizations).containsExactly("Basic " + both);
    assertThat(tokenRequests.getFirst())
        .containsEntry("grant_type", "authorization_code")
        .doesNotContainKey("client_id");
    assertThat(scene.get("/private").status()).isEqualTo(200);
  }

  @Test
  void anAppClientWhoseSecretIsNotKnownIsPublic() throws Exception {
    assertThat(signIn("public").location()).endsWith("/private");

    assertThat(authorizations).containsExactly("null");
    assertThat(tokenRequests.getFirst()).containsEntry("client_id", "public");
  }
}
