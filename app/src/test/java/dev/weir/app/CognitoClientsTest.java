package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CognitoClientsTest {
  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("clients"), text);
  }

  @Test
  void areASecretPerLine() throws Exception {
    assertThat(CognitoClients.read(file("# the shop\n\nabc123=s3cret=\n  def456=other  \n")))
        .isEqualTo(Map.of("abc123", "s3cret=", "def456", "other"));
  }

  @Test
  void areNoneWithoutAFile() {
    assertThat(CognitoClients.read(null)).isEmpty();
  }

  @Test
  void areRefusedWithTheLineButNotWithWhatMayBeASecret() throws Exception {
    for (String wrong : new String[] {"s3cret", "=s3cret", "s3cret="}) {
      Path file = file("abc123=ok\n" + wrong + "\n");
      assertThatThrownBy(() -> CognitoClients.read(file))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "--cognito-clients "
                  + file
                  + ", line 2 is no app client (expected: CLIENT-ID=SECRET).");
    }
  }

  @Test
  void areRefusedWithoutTheFile() {
    assertThatThrownBy(() -> CognitoClients.read(directory.resolve("absent")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("absent: no such file or directory");
  }
}
