package dev.weir.planner.ingress;

import dev.weir.planner.ControllerFlags;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.GoText;
import dev.weir.planner.stack.RuleAction;
import dev.weir.planner.stack.RuleAction.OidcClient;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The action that authenticates clients.
final class AuthActions {

  private final KubernetesObjects objects;
  private final ControllerFlags flags;

  AuthActions(PlanContext context) {
    this.objects = context.objects();
    this.flags = context.environment().flags();
  }

  /// @param namespace of the Ingress, in which the Secret of an OpenID Connect provider is
  Optional<RuleAction> build(String namespace, AuthConfig auth) {
    return switch (auth.type()) {
      case NONE -> Optional.empty();
      case COGNITO -> Optional.of(cognito(auth));
      case OIDC -> Optional.of(oidc(namespace, auth));
    };
  }

  private static RuleAction cognito(AuthConfig auth) {
    AuthConfig.Cognito pool =
        auth.cognito().orElseThrow(() -> PlanError.of("missing IDPConfigCognito"));
    return new RuleAction.AuthenticateCognito(
        pool.extraParams(),
        auth.onUnauthenticatedRequest(),
        auth.scope(),
        auth.sessionCookieName(),
        auth.sessionTimeout(),
        pool.userPoolArn(),
        pool.userPoolClientId(),
        pool.userPoolDomain());
  }

  private RuleAction oidc(String namespace, AuthConfig auth) {
    AuthConfig.Oidc provider = auth.oidc().orElseThrow(() -> PlanError.of("missing IDPConfigOIDC"));
    return new RuleAction.AuthenticateOidc(
        provider.extraParams(),
        auth.onUnauthenticatedRequest(),
        auth.scope(),
        auth.sessionCookieName(),
        auth.sessionTimeout(),
        provider.issuer(),
        provider.authorizationEndpoint(),
        provider.tokenEndpoint(),
        provider.userInfoEndpoint(),
        client(namespace, provider.secretName()));
  }

  private OidcClient client(String namespace, String name) {
    Secret secret = objects.secret(namespace, name).orElseThrow(() -> NotFound.of("secrets", name));
    String key = namespace + "/" + name;
    requireLabel(secret, key);
    Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
    String id = data.containsKey("clientID") ? data.get("clientID") : data.get("clientId");
    if (id == null) {
      throw PlanError.of("missing clientID, secret: " + key);
    }
    String clientSecret = data.get("clientSecret");
    if (clientSecret == null) {
      throw PlanError.of("missing clientSecret, secret: " + key);
    }
    return new OidcClient(
        trimEnd(decode(id, key), AuthActions::isSpace),
        trimEnd(decode(clientSecret, key), Character::isISOControl));
  }

  private void requireLabel(Secret secret, String key) {
    String required = flags.requiredSecretsLabel();
    int equals = required.indexOf('=');
    if (equals < 0) {
      return;
    }
    Map<String, String> labels = secret.getMetadata().getLabels();
    Map<String, String> actual = labels == null ? Map.of() : labels;
    if (!required.substring(equals + 1).equals(actual.get(required.substring(0, equals)))) {
      throw PlanError.of(
          "secret "
              + key
              + " is missing required label "
              + required
              + "; actual labels: "
              + GoText.map(actual));
    }
  }

  private static String decode(String base64, String key) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw PlanError.of("secret " + key + ": illegal base64 data");
    }
  }

  private static String trimEnd(String text, IntPredicate trimmed) {
    int end = text.length();
    while (end > 0 && trimmed.test(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
