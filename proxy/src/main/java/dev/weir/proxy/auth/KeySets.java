package dev.weir.proxy.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The public keys of token issuers, kept for five minutes. A token with an unknown key makes them
/// be fetched again, but not more often than every ten seconds, so that forged tokens cannot flood
/// the issuer.
final class KeySets {
  private static final int MAX_BYTES = 150 * 1024;
  private static final int MAX_KEYS = 10;
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  private final IdpClient idp;
  private final Clock clock;
  private final Map<URI, Fetched> fetched = new ConcurrentHashMap<>();

  KeySets(IdpClient idp, Clock clock) {
    this.idp = idp;
    this.clock = clock;
  }

  private record Fetched(List<JWK> keys, Instant at) {}

  /// The RSA key, or empty when the issuer has no such key.
  ///
  /// @param keyId empty when the token does not name its key, which works for single keys
  Optional<RSAPublicKey> key(URI endpoint, String keyId)
      throws AuthException, InterruptedException {
    Fetched known = fetched.get(endpoint);
    Instant now = clock.instant();
    if (known == null || known.at.plus(KEPT).isBefore(now)) {
      known = fetch(endpoint);
    }
    Optional<RSAPublicKey> key = find(known.keys, keyId);
    if (key.isEmpty() && known.at.plus(SHORTEST).isBefore(now)) {
      key = find(fetch(endpoint).keys, keyId);
    }
    return key;
  }

  private static Optional<RSAPublicKey> find(List<JWK> keys, String keyId) {
    return keys.stream()
        .filter(RSAKey.class::isInstance)
        .map(RSAKey.class::cast)
        .filter(key -> keyId.isEmpty() || keyId.equals(key.getKeyID()))
        .findFirst()
        .map(KeySets::publicKey);
  }

  private static RSAPublicKey publicKey(RSAKey key) {
    try {
      return key.toRSAPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key that is none", e);
    }
  }

  private Fetched fetch(URI endpoint) throws AuthException, InterruptedException {
    IdpClient.Answer answer;
    try {
      answer = idp.get(endpoint, "", MAX_BYTES);
    } catch (IOException e) {
      throw new AuthException(
          500, IdpClient.isTimeout(e) ? "JWKSRequestTimeout" : "JWKSRequestFailed");
    }
    if (!answer.ok()) {
      throw new AuthException(562, "JWKSRequestFailed");
    }
    if (answer.tooLarge()) {
      throw new AuthException(500, "JWKSResponseSizeExceeded");
    }
    try {
      List<JWK> keys = JWKSet.parse(answer.body()).getKeys();
      if (keys.size() > MAX_KEYS) {
        throw new AuthException(500, "JWKSResponseSizeExceeded");
      }
      Fetched now = new Fetched(keys, clock.instant());
      fetched.put(endpoint, now);
      return now;
    } catch (ParseException _) {
      throw new AuthException(562, "JWKSResponseInvalid");
    }
  }
}
