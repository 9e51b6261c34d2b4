package dev.weir.proxy.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A signed-in user, as the session cookie keeps it.
///
/// @param provider the identity of the provider that the user signed in with
/// @param claims what the user info endpoint said
/// @param refreshToken empty when the provider gave none
/// @param tokenExpires when the access token expires
/// @param expires when the session ends, however fresh its tokens are
record UserSession(
    String provider,
    Map<String, Object> claims,
    String accessToken,
    String refreshToken,
    Instant tokenExpires,
    Instant expires) {

  String subject() {
    return String.valueOf(claims.getOrDefault("sub", ""));
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("provider", provider);
    json.put("claims", claims);
    json.put("access", accessToken);
    json.put("refresh", refreshToken);
    json.put("tokenExpires", tokenExpires.getEpochSecond());
    json.put("expires", expires.getEpochSecond());
    return JSONObjectUtils.toJSONString(json);
  }

  static Optional<UserSession> parse(String text) {
    try {
      Map<String, Object> json = JSONObjectUtils.parse(text);
      return Optional.of(
          new UserSession(
              JSONObjectUtils.getString(json, "provider"),
              JSONObjectUtils.getJSONObject(json, "claims"),
              JSONObjectUtils.getString(json, "access"),
              JSONObjectUtils.getString(json, "refresh"),
              Instant.ofEpochSecond(JSONObjectUtils.getLong(json, "tokenExpires")),
              Instant.ofEpochSecond(JSONObjectUtils.getLong(json, "expires"))));
    } catch (ParseException _) {
      return Optional.empty();
    }
  }
}
