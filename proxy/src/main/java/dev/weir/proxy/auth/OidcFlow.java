package dev.weir.proxy.auth;

import dev.weir.elb.LoadBalancer;
import dev.weir.proxy.exchange.AuthenticationResult;
import dev.weir.proxy.exchange.AuthenticationResult.Answer;
import dev.weir.proxy.exchange.AuthenticationResult.Field;
import dev.weir.proxy.exchange.AuthenticationResult.Proceed;
import dev.weir.proxy.exchange.HttpHead;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The authorization code flow as ALB runs it (Elastic Load Balancing, "Authenticate users using an
/// Application Load Balancer").
///
/// 1. A request without session is sent to the provider, with its URI sealed in `state`.
/// 2. The provider sends the browser back to `/oauth2/idpresponse` with a code.
/// 3. The code is redeemed for tokens, the access token for the user's claims; both go into the
///    session cookie, and the browser to the URI that it wanted.
/// 4. Requests with a session go to the target with `x-amzn-oidc-*` fields.
final class OidcFlow {
  static final String NONCE_COOKIE = "AWSALBAuthNonce";
  private static final Duration SIGN_IN_TIME = Duration.ofMinutes(15);

  private final TokenCalls calls;
  private final SessionCookies sessions;
  private final SignInState.Seal states;
  private final IdentityTokens identityTokens;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  OidcFlow(
      TokenCalls calls,
      SessionCookies sessions,
      SignInState.Seal states,
      IdentityTokens identityTokens,
      Clock clock) {
    this.calls = calls;
    this.sessions = sessions;
    this.states = states;
    this.identityTokens = identityTokens;
    this.clock = clock;
  }

  AuthenticationResult authenticate(
      OidcProvider provider, LoadBalancer loadBalancer, HttpHead request)
      throws AuthException, InterruptedException {
    RequestUri uri = RequestUri.of(request);
    Cookies cookies = Cookies.of(request);
    if (uri.host().isEmpty()) {
      throw new AuthException(500, "AuthMissingHostHeader");
    }
    if (uri.isCallback()) {
      return onProvidersAnswer(provider, uri, cookies);
    }
    Instant now = clock.instant();
    Optional<UserSession> session = sessions.read(cookies, provider);
    if (session.isPresent() && session.get().expires().isAfter(now)) {
      return onSession(provider, loadBalancer, uri, session.get());
    }
    return onUnauthenticated(provider, uri, session.isPresent());
  }

  private AuthenticationResult onSession(
      OidcProvider provider, LoadBalancer loadBalancer, RequestUri uri, UserSession session)
      throws AuthException, InterruptedException {
    Instant now = clock.instant();
    if (session.tokenExpires().isAfter(now) || session.refreshToken().isEmpty()) {
      return new Proceed(identityTokens.fields(provider, loadBalancer, session), List.of());
    }
    UserSession renewed;
    try {
      renewed = refreshed(provider, session);
    } catch (AuthException e) {
      // The provider no longer knows the session: the user signs in again.
      if (e.status() == 401) {
        return onUnauthenticated(provider, uri, true);
      }
      throw e;
    }
    return new Proceed(
        identityTokens.fields(provider, loadBalancer, renewed),
        sessions.write(renewed, provider.session().cookieName(), now));
  }

  private UserSession refreshed(OidcProvider provider, UserSession session)
      throws AuthException, InterruptedException {
    TokenCalls.Tokens tokens = calls.refresh(provider, session.refreshToken());
    Map<String, Object> claims = calls.userInfo(provider, tokens.accessToken());
    String refreshToken =
        tokens.refreshToken().isEmpty() ? session.refreshToken() : tokens.refreshToken();
    return new UserSession(
        session.provider(),
        claims,
        tokens.accessToken(),
        refreshToken,
        tokens.expires(),
        session.expires());
  }

  /// @param hadSession whether an expired session was presented, which `deny` treats like
  ///   `authenticate`
  private AuthenticationResult onUnauthenticated(
      OidcProvider provider, RequestUri uri, boolean hadSession) throws AuthException {
    return switch (provider.session().onUnauthenticatedRequest()) {
      case "allow" -> new Proceed(IdentityTokens.NO_IDENTITY, List.of());
      case "deny" -> {
        if (!hadSession) {
          throw new AuthException(401, "");
        }
        yield toProvider(provider, uri);
      }
      default -> toProvider(provider, uri);
    };
  }

  private Answer toProvider(OidcProvider provider, RequestUri uri) {
    byte[] nonceBytes = new byte[24];
    random.nextBytes(nonceBytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(nonceBytes);
    Instant expires = clock.instant().plus(SIGN_IN_TIME);
    String original = "https://" + uri.host() + uri.uri();
    String state = states.seal(new SignInState(provider.identity(), original, nonce, expires));
    StringBuilder location = new StringBuilder(provider.authorizationEndpoint().toString());
    location.append(location.indexOf("?") < 0 ? '?' : '&').append("client_id=");
    location.append(TokenCalls.encode(provider.clientId()));
    append(location, "redirect_uri", redirectUri(uri));
    append(location, "response_type", "code");
    append(location, "scope", provider.session().scope());
    append(location, "state", state);
    provider
        .session()
        .authenticationRequestExtraParams()
        .forEach((name, value) -> append(location, TokenCalls.encode(name), value));
    return new Answer(
        302,
        List.of(new Field("Location", location.toString()), SessionCookies.nonce(nonce, expires)),
        "");
  }

  private static void append(StringBuilder location, String name, String value) {
    location.append('&').append(name).append('=').append(TokenCalls.encode(value));
  }

  private static String redirectUri(RequestUri uri) {
    return "https://" + uri.host().toLowerCase(Locale.ROOT) + RequestUri.CALLBACK;
  }

  private AuthenticationResult onProvidersAnswer(
      OidcProvider provider, RequestUri uri, Cookies cookies)
      throws AuthException, InterruptedException {
    Map<String, String> parameters = uri.parameters();
    if (parameters.containsKey("error")) {
      throw new AuthException(561, "");
    }
    SignInState state = state(provider, parameters, cookies);
    String code = parameters.getOrDefault("code", "");
    if (code.isEmpty()) {
      throw new AuthException(401, "AuthMissingCodeParam");
    }
    TokenCalls.Tokens tokens = calls.redeem(provider, code, redirectUri(uri));
    Map<String, Object> claims = calls.userInfo(provider, tokens.accessToken());
    Instant now = clock.instant();
    UserSession session =
        new UserSession(
            provider.identity(),
            claims,
            tokens.accessToken(),
            tokens.refreshToken(),
            tokens.expires(),
            now.plusSeconds(provider.session().timeoutSeconds()));
    List<Field> fields =
        new java.util.ArrayList<>(sessions.write(session, provider.session().cookieName(), now));
    fields.addFirst(new Field("Location", state.uri()));
    return new Answer(302, fields, "");
  }

  private SignInState state(OidcProvider provider, Map<String, String> parameters, Cookies cookies)
      throws AuthException {
    String text = parameters.getOrDefault("state", "");
    if (text.isEmpty()) {
      throw new AuthException(401, "AuthMissingStateParam");
    }
    SignInState state =
        states
            .open(text)
            .filter(opened -> opened.provider().equals(provider.identity()))
            .filter(opened -> opened.expires().isAfter(clock.instant()))
            .orElseThrow(() -> new AuthException(401, "AuthInvalidStateParam"));
    String nonce = cookies.get(NONCE_COOKIE);
    if (nonce.isEmpty()) {
      throw new AuthException(401, "AuthMissingAWSALBAuthNonce");
    }
    if (!nonce.equals(state.nonce())) {
      throw new AuthException(401, "AuthInvalidAWSALBAuthNonce");
    }
    return state;
  }

  /// Whether the provider answers a sign-in that began with this action.
  boolean began(OidcProvider provider, HttpHead request) {
    String text = RequestUri.of(request).parameters().getOrDefault("state", "");
    return states
        .open(text)
        .filter(state -> state.provider().equals(provider.identity()))
        .isPresent();
  }
}
