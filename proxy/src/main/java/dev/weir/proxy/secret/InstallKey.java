package dev.weir.proxy.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret of one installation: 32 random bytes from which other keys are derived. All replicas
/// of a load balancer need the same one, so that each can read the cookies of the others.
public final class InstallKey {
  private static final int LENGTH = 32;

  private final byte[] secret;

  private InstallKey(byte[] secret) {
    this.secret = secret;
  }

  /// A key that is forgotten with the process.
  public static InstallKey random() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    return new InstallKey(secret);
  }

  /// The key in this file; made, readable by its owner alone, when there is none.
  public static InstallKey load(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    byte[] secret = Files.readAllBytes(file);
    if (secret.length != LENGTH) {
      throw new IOException(
          "install key " + file + ": " + secret.length + " bytes (expected: " + LENGTH + ")");
    }
    return new InstallKey(secret);
  }

  private static void create(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    boolean posix =
        Files.getFileStore(parent == null ? file : parent).supportsFileAttributeView("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> once = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, once, ownerOnly)) {
      channel.write(java.nio.ByteBuffer.wrap(random().secret));
    }
  }

  /// 32 bytes that only this key and this purpose give.
  public byte[] derive(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
