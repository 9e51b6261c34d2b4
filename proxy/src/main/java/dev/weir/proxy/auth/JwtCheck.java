package dev.weir.proxy.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.weir.elb.RuleAction.JwtValidation;
import dev.weir.elb.RuleAction.JwtValidation.AdditionalClaim;
import dev.weir.proxy.exchange.HttpHead;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/// The `jwt-validation` action: a bearer token signed with RS256 whose claims are as configured
/// (Elastic Load Balancing, "Verify JWTs using an Application Load Balancer").
final class JwtCheck {
  private static final String BEARER = "bearer ";

  private final KeySets keySets;
  private final Clock clock;

  JwtCheck(KeySets keySets, Clock clock) {
    this.keySets = keySets;
    this.clock = clock;
  }

  /// Returns when the token is valid.
  void check(JwtValidation action, HttpHead request) throws AuthException, InterruptedException {
    SignedJWT token = token(request);
    checkSignature(action, token);
    try {
      checkClaims(action, token.getJWTClaimsSet());
    } catch (ParseException _) {
      throw invalid("JWTRequestFormatInvalid");
    }
  }

  private static AuthException invalid(String reason) {
    return new AuthException(401, reason);
  }

  private static SignedJWT token(HttpHead request) throws AuthException {
    Optional<String> authorization = Optional.empty();
    for (int i = 0; i < request.count() && authorization.isEmpty(); i++) {
      if (request.name(i).equalsIgnoreCase("authorization")) {
        authorization = Optional.of(request.value(i));
      }
    }
    String value = authorization.orElseThrow(() -> invalid("JWTHeaderNotPresent"));
    if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw invalid("JWTRequestFormatInvalid");
    }
    try {
      return SignedJWT.parse(value.substring(BEARER.length()).strip());
    } catch (ParseException _) {
      throw invalid("JWTRequestFormatInvalid");
    }
  }

  private void checkSignature(JwtValidation action, SignedJWT token)
      throws AuthException, InterruptedException {
    if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
      throw invalid("JWTSignatureValidationError");
    }
    String keyId = token.getHeader().getKeyID();
    RSAPublicKey key =
        keySets
            .key(URI.create(action.jwksEndpoint()), keyId == null ? "" : keyId)
            .orElseThrow(() -> invalid("JWTSignatureValidationError"));
    try {
      if (!token.verify(new RSASSAVerifier(key))) {
        throw invalid("JWTSignatureValidationError");
      }
    } catch (JOSEException _) {
      throw invalid("JWTSignatureValidationError");
    }
  }

  private void checkClaims(JwtValidation action, JWTClaimsSet claims) throws AuthException {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    if (claims.getIssuer() == null || expires == null) {
      throw invalid("JWTClaimNotPresent");
    }
    boolean valid =
        claims.getIssuer().equals(action.issuer())
            && expires.toInstant().isAfter(now)
            && notAfter(claims.getNotBeforeTime(), now)
            && notAfter(claims.getIssueTime(), now);
    if (!valid) {
      throw invalid("JWTClaimValueInvalid");
    }
    for (AdditionalClaim claim : action.additionalClaims()) {
      if (values(claim, claims.getClaim(claim.name())).stream()
          .noneMatch(claim.values()::contains)) {
        throw invalid("JWTClaimValueInvalid");
      }
    }
  }

  private static boolean notAfter(@org.jspecify.annotations.Nullable Date time, Instant now) {
    return time == null || !time.toInstant().isAfter(now);
  }

  private static List<String> values(
      AdditionalClaim claim, @org.jspecify.annotations.Nullable Object value) throws AuthException {
    if (value == null) {
      throw invalid("JWTClaimNotPresent");
    }
    boolean array = claim.format().equals("string-array");
    if (array && value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    if (array || !(value instanceof String text)) {
      throw invalid("JWTClaimFormatInvalid");
    }
    return claim.format().equals("single-string") ? List.of(text) : Arrays.asList(text.split(" "));
  }
}
