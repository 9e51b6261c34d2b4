package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `weir up`, `status`, `down` and `explain` as a user runs them, and what they say when something
/// is in the way.
class LifecycleTest {
  @TempDir Path directory;

  @Test
  void upDetachedReturnsWhenReadyAndDownStopsIt() {
    Command.Result up = up();

    assertThat(up.ok())
        .containsPattern("weir runs as process \\d+\\.")
        .contains("Kubernetes API  http://127.0.0.1:", "AWS endpoint    http://127.0.0.1:")
        .contains("kubeconfig      export KUBECONFIG=", "console         http://127.0.0.1:");
    try {
      assertThat(status().ok())
          .contains("weir runs as process")
          .contains("No load balancer yet. Apply an Ingress: kubectl apply -f examples/workshop/");
      assertThat(up().output())
          .startsWith("weir: another weir (process ")
          .contains("Stop it with `weir down --data-dir " + data() + "`")
          .doesNotContain("\tat ");
    } finally {
      assertThat(down().ok()).isEqualTo("Stopped. State is kept in " + data() + ".\n");
    }
    assertThat(down().ok()).isEqualTo("weir is not running in " + data() + ".\n");
    Command.Result after = status();
    assertThat(after.exitCode()).isEqualTo(3);
    assertThat(after.output())
        .isEqualTo("weir is not running in " + data() + ". Start it with `weir up --detach`.\n");
  }

  @Test
  void aTakenPortIsNamedWithTheFlagThatChoosesAnother() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      for (String flag : new String[] {"--kube-port", "--aws-port", "--console-port"}) {
        Command.Result up =
            WeirProcess.weir("up", "--data-dir", data())
                .with(flag + "=" + taken.getLocalPort())
                .with(
                    WeirProcess.OUT_OF_THE_WAY.stream()
                        .filter(word -> !word.startsWith(flag))
                        .toArray(String[]::new))
                .run();

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output())
            .contains("weir: the ")
            .contains(
                " cannot listen on 127.0.0.1:"
                    + taken.getLocalPort()
                    + ": Address already in use. Stop what uses the port, or choose another with "
                    + flag
                    + " (0 picks a free one).")
            .doesNotContain("\tat ");
      }
    }
  }

  @Test
  void aDamagedDataDirectoryIsNamedWithWhatToDo() throws Exception {
    try (WeirProcess weir = WeirProcess.start(Path.of(data()))) {
      assertThat(weir.console()).isNotEmpty();
    }
    Path log;
    try (var files = Files.list(Path.of(data(), "kube"))) {
      log = files.filter(f -> f.toString().contains("log-")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(log);
    bytes[10] = '}';
    Files.write(log, bytes);

    Command.Result up = up();

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.output())
        .startsWith("weir: ")
        .contains(log.toString(), "is damaged at byte", "Move ", " away to start afresh.")
        .doesNotContain("\tat ");
  }

  @Test
  void aDataDirectoryOfANewerWeirIsLeftAlone() throws Exception {
    Files.createDirectory(Path.of(data()));
    Files.writeString(Path.of(data(), "format"), "2\n");

    Command.Result up = up();

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.output())
        .isEqualTo(
            "weir: the data directory "
                + data()
                + " has format 2, this weir knows format 1. Use the newer weir that wrote it, or"
                + " choose another directory with --data-dir.\n");
    assertThat(Path.of(data(), "kube")).doesNotExist();
  }

  @Test
  void aDataDirectoryThatCannotBeWrittenIsNamed() throws Exception {
    OrdinaryUser user = OrdinaryUser.in(directory);
    Files.createDirectory(
        Path.of(data()),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));

    Command.Result up = user.weir("up", "--detach", "--data-dir", data()).run();

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.output())
        .startsWith("weir: the data directory " + data() + " cannot be used: ")
        .contains("AccessDenied", "Choose another with --data-dir, or make it writable.")
        .doesNotContain("\tat ");
  }

  @Test
  void aFileInPlaceOfTheDataDirectoryIsNamed() throws Exception {
    Files.writeString(Path.of(data()), "");

    Command.Result up = up();

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.output())
        .startsWith("weir: the data directory " + data() + " cannot be used: ")
        .contains("Choose another with --data-dir, or make it writable.")
        .doesNotContain("\tat ");
  }

  @Test
  void anInterruptStopsItCleanly() throws Exception {
    try (WeirProcess weir = WeirProcess.start(Path.of(data()))) {
      Command.of("kill", "-INT", Long.toString(weir.pid())).run().ok();

      assertThat(weir.awaitExit()).isEqualTo(130);
    }
    assertThat(status().exitCode()).isEqualTo(3);
    assertThat(Files.readString(Path.of(data(), "test.log"))).doesNotContain("\tat ", "ERROR");
  }

  @Test
  void explainTellsWhatAnAnnotationMeans() {
    Command.Result known =
        WeirProcess.weir("explain", "alb.ingress.kubernetes.io/ssl-redirect").run();
    Command.Result unknown =
        WeirProcess.weir("explain", "alb.ingress.kubernetes.io/ssl-redirekt").run();

    assertThat(known.ok()).contains("alb.ingress.kubernetes.io/ssl-redirect", "443");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.output()).contains("ssl-redirekt", "ssl-redirect");
  }

  @Test
  void theLauncherSaysWhatIsMissingWithoutAJdk25() {
    Command.Result up =
        Command.of("unshare", "-m", "sh", "-c")
            .with(
                "mount -t tmpfs none /usr/lib/jvm && exec env -u JAVA_HOME -u WEIR_JAVA_HOME"
                    + " HOME=/nonexistent "
                    + Path.of("..", "weir").toAbsolutePath().normalize()
                    + " status")
            .run();
    assumeTrue(
        !up.output().contains("unshare") && !up.output().contains("mount"),
        "JDKs cannot be hidden here");

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.output())
        .startsWith("weir: no JDK 25 was found in WEIR_JAVA_HOME, JAVA_HOME, /usr/lib/jvm")
        .contains("Install one");
  }

  private String data() {
    return directory.resolve("state").toString();
  }

  private Command.Result up() {
    return WeirProcess.weir("up", "--detach", "--data-dir", data())
        .with(WeirProcess.OUT_OF_THE_WAY.toArray(String[]::new))
        .run();
  }

  private Command.Result status() {
    return WeirProcess.weir("status", "--data-dir", data()).run();
  }

  private Command.Result down() {
    return WeirProcess.weir("down", "--data-dir", data()).run();
  }
}
