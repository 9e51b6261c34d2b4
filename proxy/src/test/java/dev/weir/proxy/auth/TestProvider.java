package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An OpenID provider that checks what a provider must: client, redirect URI, codes that work once.
/// Its only user is signed in at once.
final class TestProvider implements AutoCloseable {
  static final String CLIENT = "client-1";
  static final String SECRET = "s3cret/+:";

  final RSAKey key;
  final HttpServer server;
  final Map<String, Object> userInfo = new ConcurrentHashMap<>(Map.of("sub", "user-7"));
  final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
  volatile int tokenStatus = 200;
  volatile int userInfoStatus = 200;
  volatile int keysStatus = 200;
  volatile String keysBody = "";
  volatile long tokenLifetimeSeconds = 3600;
  volatile int keyFetches;
  private final Map<String, String> redirectUriOfCode = new ConcurrentHashMap<>();
  private volatile String accessToken = "access-0";
  private volatile int count;

  TestProvider() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("key-1").generate();
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.createContext("/userinfo", this::userInfo);
    server.createContext("/keys", this::keys);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  String issuer() {
    return url("");
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
    boolean valid =
        CLIENT.equals(query.get("client_id"))
            && "code".equals(query.get("response_type"))
            && query.get("scope").contains("openid");
    if (!valid) {
      answer(exchange, 400, "bad request");
      return;
    }
    String code = "code-" + ++count;
    redirectUriOfCode.put(code, query.get("redirect_uri"));
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            query.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(query.get("state"), UTF_8));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    tokenRequests.add(form);
    if (tokenStatus != 200) {
      answer(exchange, tokenStatus, "{\"error\":\"invalid_grant\"}");
      return;
    }
    String credentials =
        new String(
            Base64.getDecoder()
                .decode(exchange.getRequestHeaders().getFirst("Authorization").substring(6)),
            UTF_8);
    boolean client = credentials.equals(CLIENT + ":" + URLEncoder.encode(SECRET, UTF_8));
    boolean grant =
        form.get("grant_type").equals("refresh_token")
            ? "refresh-1".equals(form.get("refresh_token"))
            : String.valueOf(form.get("redirect_uri"))
                .equals(redirectUriOfCode.remove(form.get("code")));
    if (!client || !grant) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    accessToken = "access-" + ++count;
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("access_token", accessToken);
    tokens.put("token_type", "Bearer");
    tokens.put("expires_in", tokenLifetimeSeconds);
    tokens.put("refresh_token", "refresh-1");
    tokens.put("id_token", sign(claims().audience(CLIENT).build()));
    answer(exchange, 200, JSONObjectUtils.toJSONString(tokens));
  }

  private void userInfo(HttpExchange exchange) throws IOException {
    boolean known =
        ("Bearer " + accessToken).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    answer(
        exchange,
        known ? userInfoStatus : 401,
        JSONObjectUtils.toJSONString(new HashMap<>(userInfo)));
  }

  private void keys(HttpExchange exchange) throws IOException {
    keyFetches++;
    String keys = JSONObjectUtils.toJSONString(new JWKSet(key.toPublicJWK()).toJSONObject());
    answer(exchange, keysStatus, keysBody.isEmpty() ? keys : keysBody);
  }

  JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("user-7")
        .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
  }

  String sign(JWTClaimsSet claims) {
    return sign(claims, key);
  }

  static String sign(JWTClaimsSet claims, RSAKey key) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      form.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return form;
  }

  static Map<String, String> query(String url) {
    return form(URI.create(url).getRawQuery());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
