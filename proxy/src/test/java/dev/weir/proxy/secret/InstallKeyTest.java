package dev.weir.proxy.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallKeyTest {
  @TempDir Path directory;

  @Test
  void isMadeOnceReadableByItsOwnerAloneAndFoundAgain() throws Exception {
    Path file = directory.resolve("keys/install.key");
    byte[] sealed = new SealedBox(InstallKey.load(file), "test").seal("secret".getBytes(UTF_8));

    assertThat(new SealedBox(InstallKey.load(file), "test").open(sealed))
        .isEqualTo("secret".getBytes(UTF_8));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileOfAnotherLengthIsRefused() throws Exception {
    Path file = directory.resolve("install.key");
    Files.write(file, new byte[31]);

    assertThatThrownBy(() -> InstallKey.load(file)).hasMessageContaining("31 bytes");
  }

  @Test
  void boxesOfOtherPurposesOrKeysOpenNothing() {
    InstallKey key = InstallKey.random();
    byte[] sealed = new SealedBox(key, "one").seal(new byte[5]);

    assertThat(new SealedBox(key, "two").open(sealed)).isNull();
    assertThat(new SealedBox(InstallKey.random(), "one").open(sealed)).isNull();
    assertThat(new SealedBox(key, "one").open(new byte[3])).isNull();
  }
}
