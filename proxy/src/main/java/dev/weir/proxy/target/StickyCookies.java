package dev.weir.proxy.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.elb.Arn;
import dev.weir.elb.Target.TargetKey;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.secret.SealedBox;
import dev.weir.proxy.target.StickyCookie.Kind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Writes and reads the values of `AWSALB`, `AWSALBTG` and `AWSALBAPP` cookies: sealed, so that
/// clients learn nothing about targets and cannot choose one.
///
/// A value that was read before is found in a cache by its bytes, because opening one costs about a
/// microsecond and some garbage, and a client sends the same value until it gets a new one.
final class StickyCookies {
  /// `Expires` of every cookie, whatever the stickiness duration.
  private static final Duration SHOWN_LIFETIME = Duration.ofDays(7);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int CACHE = 4096;

  /// A multiple of three less nonce and tag, so that Base64 needs no padding.
  private static final int BLOCK = 48;

  private final SealedBox box;
  private final AtomicReferenceArray<@Nullable Read> cache = new AtomicReferenceArray<>(CACHE);

  private record Read(byte[] value, @Nullable StickyCookie cookie) {}

  StickyCookies(InstallKey key) {
    box = new SealedBox(key, "stickiness cookies");
  }

  /// What stands for a group in cookies.
  static long groupHash(Arn group) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(group.value().getBytes(UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  String write(StickyCookie cookie) {
    byte[] id = cookie.target().id().getBytes(UTF_8);
    int length = 1 + 8 + 8 + 4 + 2 + id.length;
    int padded = (length + BLOCK - 1) / BLOCK * BLOCK + 2;
    ByteBuffer plain =
        ByteBuffer.allocate(padded)
            .put((byte) cookie.kind().ordinal())
            .putLong(cookie.group())
            .putLong(cookie.expiresSecond())
            .putInt(cookie.target().port())
            .putShort((short) id.length)
            .put(id);
    return Base64.getEncoder().encodeToString(box.seal(plain.array()));
  }

  /// The cookie, or null when this installation did not write it.
  @Nullable StickyCookie read(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & (CACHE - 1);
    Read known = cache.get(slot);
    if (known != null && Arrays.equals(known.value, 0, known.value.length, bytes, from, to)) {
      return known.cookie;
    }
    byte[] value = Arrays.copyOfRange(bytes, from, to);
    StickyCookie cookie = open(value);
    cache.set(slot, new Read(value, cookie));
    return cookie;
  }

  private @Nullable StickyCookie open(byte[] value) {
    byte[] plain;
    try {
      plain = box.open(Base64.getDecoder().decode(value));
    } catch (IllegalArgumentException _) {
      return null;
    }
    if (plain == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(plain);
    Kind kind = Kind.values()[in.get()];
    long group = in.getLong();
    long expires = in.getLong();
    int port = in.getInt();
    byte[] id = new byte[in.getShort()];
    in.get(id);
    return new StickyCookie(kind, group, new TargetKey(new String(id, UTF_8), port), expires);
  }

  /// A whole `Set-Cookie` line.
  ///
  /// @param crossSite adds `SameSite=None; Secure`
  static byte[] line(String name, String value, long nowSecond, boolean crossSite) {
    String expires = HTTP_DATE.format(Instant.ofEpochSecond(nowSecond).plus(SHOWN_LIFETIME));
    String line = "Set-Cookie: " + name + "=" + value + "; Expires=" + expires + "; Path=/";
    return (line + (crossSite ? "; SameSite=None; Secure\r\n" : "\r\n")).getBytes(ISO_8859_1);
  }
}
