package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import java.io.IOException;
import java.net.URLEncoder;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is asked of a provider's token and user info endpoints (RFC 6749 sections 4.1.3 and 6,
/// OpenID Connect Core sections 3.1.3 and 5.3), with ALB's reason codes for what can go wrong.
final class TokenCalls {
  private static final int MAX_TOKENS = 64 * 1024;

  /// ALB allows claims and access token 11 KB together.
  private static final int MAX_USER_INFO = 11 * 1024;

  private static final long USUAL_LIFETIME_SECONDS = 3600;

  private final IdpClient idp;
  private final Clock clock;

  TokenCalls(IdpClient idp, Clock clock) {
    this.idp = idp;
    this.clock = clock;
  }

  /// @param refreshToken empty when there is none
  record Tokens(
      String accessToken, String refreshToken, Optional<String> idToken, Instant expires) {}

  Tokens redeem(OidcProvider provider, String code, String redirectUri)
      throws AuthException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    Tokens tokens = tokens(provider, form);
    if (provider.session().scope().contains("openid")) {
      checkIdToken(provider, tokens.idToken.orElse(""));
    }
    return tokens;
  }

  Tokens refresh(OidcProvider provider, String refreshToken)
      throws AuthException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    return tokens(provider, form);
  }

  private Tokens tokens(OidcProvider provider, Map<String, String> form)
      throws AuthException, InterruptedException {
    boolean secret = !provider.clientSecret().isEmpty();
    if (!secret) {
      form.put("client_id", provider.clientId());
    }
    IdpClient.Answer answer;
    try {
      answer =
          idp.post(provider.tokenEndpoint(), secret ? basic(provider) : "", form(form), MAX_TOKENS);
    } catch (IOException e) {
      throw new AuthException(
          500, IdpClient.isTimeout(e) ? "AuthTokenEpRequestTimeout" : "AuthTokenEpRequestFailed");
    }
    if (!answer.ok()) {
      boolean invalidGrant = answer.status() == 400 && answer.body().contains("invalid_grant");
      throw invalidGrant
          ? new AuthException(401, "AuthInvalidGrantError")
          : new AuthException(500, "AuthTokenEpRequestFailed");
    }
    return parse(answer);
  }

  private Tokens parse(IdpClient.Answer answer) throws AuthException {
    try {
      Map<String, Object> json = JSONObjectUtils.parse(answer.body());
      String access = JSONObjectUtils.getString(json, "access_token");
      if (access == null || access.isEmpty() || answer.tooLarge()) {
        throw new AuthException(401, "AuthInvalidTokenResponse");
      }
      String refresh = JSONObjectUtils.getString(json, "refresh_token");
      Object lifetime = json.get("expires_in");
      long seconds =
          lifetime instanceof Number number ? number.longValue() : USUAL_LIFETIME_SECONDS;
      return new Tokens(
          access,
          refresh == null ? "" : refresh,
          Optional.ofNullable(JSONObjectUtils.getString(json, "id_token")),
          clock.instant().plusSeconds(seconds));
    } catch (ParseException _) {
      throw new AuthException(401, "AuthInvalidTokenResponse");
    }
  }

  /// The token came straight from the provider over TLS, so its signature need not be checked
  /// (OpenID Connect Core section 3.1.3.7, point 6).
  private void checkIdToken(OidcProvider provider, String idToken) throws AuthException {
    try {
      JWTClaimsSet claims = JWTParser.parse(idToken).getJWTClaimsSet();
      boolean valid =
          provider.issuer().equals(claims.getIssuer())
              && claims.getAudience().contains(provider.clientId())
              && claims.getExpirationTime() != null
              && claims.getExpirationTime().toInstant().isAfter(clock.instant());
      if (!valid) {
        throw new AuthException(401, "AuthInvalidIdToken");
      }
    } catch (ParseException _) {
      throw new AuthException(401, "AuthInvalidIdToken");
    }
  }

  Map<String, Object> userInfo(OidcProvider provider, String accessToken)
      throws AuthException, InterruptedException {
    IdpClient.Answer answer;
    try {
      answer = idp.get(provider.userInfoEndpoint(), accessToken, MAX_USER_INFO);
    } catch (IOException e) {
      throw new AuthException(
          500,
          IdpClient.isTimeout(e) ? "AuthUserinfoEpRequestTimeout" : "AuthUserinfoEpRequestFailed");
    }
    if (!answer.ok()) {
      throw new AuthException(500, "AuthUserinfoEpRequestFailed");
    }
    if (answer.tooLarge() || answer.body().length() + accessToken.length() > MAX_USER_INFO) {
      throw new AuthException(500, "AuthUserinfoResponseSizeExceeded");
    }
    try {
      Map<String, Object> claims = JSONObjectUtils.parse(answer.body());
      if (JSONObjectUtils.getString(claims, "sub") == null) {
        throw new AuthException(401, "AuthInvalidUserinfoResponse");
      }
      return claims;
    } catch (ParseException _) {
      throw new AuthException(401, "AuthInvalidUserinfoResponse");
    }
  }

  private static String basic(OidcProvider provider) {
    String both = encode(provider.clientId()) + ":" + encode(provider.clientSecret());
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  private static String form(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(encode(value)));
    return text.toString();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
