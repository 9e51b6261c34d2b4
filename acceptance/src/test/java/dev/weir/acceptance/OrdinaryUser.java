package dev.weir.acceptance;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// An account without privileges to run `weir` as: `nobody` where the tests run as root, else the
/// one that runs them.
final class OrdinaryUser {
  private static final String NOBODY = "65534";
  private static final String[] AS_NOBODY = {
    "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"
  };

  private final Path home;
  private final Path lib;

  private OrdinaryUser(Path home, Path lib) {
    this.home = home;
    this.lib = lib;
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /// The user, with this directory as home; the test is skipped, with a line that says why, where
  /// root cannot become somebody else.
  static OrdinaryUser in(Path home) {
    if (!isRoot()) {
      return new OrdinaryUser(home, WeirProcess.lib());
    }
    if (!Command.exists("setpriv")) {
      throw skip("setpriv, which runs weir as nobody, is not installed");
    }
    Command.of("chown", NOBODY + ":" + NOBODY, home.toString()).run().ok();
    Command.of("chmod", "755", home.toString()).run().ok();
    OrdinaryUser user = new OrdinaryUser(home, lib(home));
    Command.Result version = user.weir("--version").run();
    if (version.exitCode() != 0) {
      throw skip("nobody cannot run weir: " + version.output());
    }
    return user;
  }

  /// The libraries where nobody may read them.
  private static Path lib(Path home) {
    Path built = WeirProcess.lib();
    if (Command.of("test", "-x", built.toString()).behind(AS_NOBODY).run().exitCode() == 0) {
      return built;
    }
    Path copy = home.resolve("lib");
    try (Stream<Path> jars = Files.list(built)) {
      Files.createDirectory(copy);
      for (Path jar : jars.toList()) {
        Files.copy(jar, copy.resolve(jar.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  Command weir(String... arguments) {
    List<String> java =
        WeirProcess.java().stream()
            .map(word -> word.replace(WeirProcess.lib().toString(), lib.toString()))
            .toList();
    Command command =
        Command.of(java.toArray(String[]::new))
            .with(arguments)
            .env("HOME", home.toString())
            .env("USER", "nobody");
    return isRoot() ? command.behind(AS_NOBODY) : command;
  }

  static RuntimeException skip(String why) {
    System.out.println("SKIPPED: " + why);
    return abort(why);
  }
}
