package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.secret.SealedBox;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The `state` parameter: where the user wanted to go, sealed, and bound to the browser by a nonce.
///
/// @param provider the identity of the provider that was asked
/// @param uri the whole original URI
/// @param expires until when the sign-in must be complete
record SignInState(String provider, String uri, String nonce, Instant expires) {

  /// Seals and opens states.
  static final class Seal {
    private final SealedBox box;

    Seal(InstallKey key) {
      box = new SealedBox(key, "authentication states");
    }

    String seal(SignInState state) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("provider", state.provider);
      json.put("uri", state.uri);
      json.put("nonce", state.nonce);
      json.put("expires", state.expires.getEpochSecond());
      byte[] plain = JSONObjectUtils.toJSONString(json).getBytes(UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(box.seal(plain));
    }

    /// The state, or empty when this installation did not seal it.
    Optional<SignInState> open(String text) {
      try {
        byte[] plain = box.open(Base64.getUrlDecoder().decode(text));
        if (plain == null) {
          return Optional.empty();
        }
        Map<String, Object> json = JSONObjectUtils.parse(new String(plain, UTF_8));
        return Optional.of(
            new SignInState(
                JSONObjectUtils.getString(json, "provider"),
                JSONObjectUtils.getString(json, "uri"),
                JSONObjectUtils.getString(json, "nonce"),
                Instant.ofEpochSecond(JSONObjectUtils.getLong(json, "expires"))));
      } catch (IllegalArgumentException | ParseException _) {
        return Optional.empty();
      }
    }
  }
}
