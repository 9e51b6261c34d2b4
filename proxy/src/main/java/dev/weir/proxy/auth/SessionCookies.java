package dev.weir.proxy.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.proxy.exchange.AuthenticationResult.Field;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.secret.SealedBox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Session cookies: sealed sessions in shards `<name>-0` to `<name>-3` of at most 4 KB. `Expires`
/// is always in seven days; when the session really ends is inside.
final class SessionCookies {
  private static final int SHARDS = 4;
  private static final int MAX_SHARD = 3_900;
  private static final int MAX_PLAIN = 256 * 1024;
  private static final Duration SHOWN_LIFETIME = Duration.ofDays(7);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final SealedBox box;

  SessionCookies(InstallKey key) {
    box = new SealedBox(key, "authentication sessions");
  }

  /// The session that the cookies carry, expired or not; empty when there is none, or when it
  /// belongs to another provider or installation.
  Optional<UserSession> read(Cookies cookies, OidcProvider provider) {
    StringBuilder text = new StringBuilder();
    for (int shard = 0; shard < SHARDS; shard++) {
      text.append(cookies.get(provider.session().cookieName() + "-" + shard));
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] packed = box.open(Base64.getUrlDecoder().decode(text.toString()));
      return packed == null
          ? Optional.empty()
          : UserSession.parse(inflate(packed))
              .filter(session -> session.provider().equals(provider.identity()));
    } catch (IllegalArgumentException | IOException _) {
      return Optional.empty();
    }
  }

  /// The `Set-Cookie` fields of a session.
  ///
  /// @throws AuthException when it does not fit into four cookies
  List<Field> write(UserSession session, String name, Instant now) throws AuthException {
    String text =
        Base64.getUrlEncoder().withoutPadding().encodeToString(box.seal(deflate(session.toJson())));
    if (text.length() > SHARDS * MAX_SHARD) {
      throw new AuthException(500, "AuthUserinfoResponseSizeExceeded");
    }
    List<Field> fields = new ArrayList<>();
    String expires = HTTP_DATE.format(now.plus(SHOWN_LIFETIME));
    for (int shard = 0; shard * MAX_SHARD < text.length(); shard++) {
      int from = shard * MAX_SHARD;
      String value = text.substring(from, Math.min(text.length(), from + MAX_SHARD));
      fields.add(cookie(name + "-" + shard, value, expires));
    }
    return fields;
  }

  private static Field cookie(String name, String value, String expires) {
    return new Field(
        "Set-Cookie",
        name + "=" + value + "; Expires=" + expires + "; Path=/; Secure; HttpOnly; SameSite=None");
  }

  /// A cookie that lives as long as a sign-in may take.
  static Field nonce(String value, Instant expires) {
    return cookie(OidcFlow.NONCE_COOKIE, value, HTTP_DATE.format(expires));
  }

  private static byte[] deflate(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static String inflate(byte[] packed) throws IOException {
    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return new String(inflater.readNBytes(MAX_PLAIN), UTF_8);
    }
  }
}
