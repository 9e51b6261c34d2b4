package dev.weir.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the file of `--cognito-clients`: secrets that ALB asks Cognito for, which is not here.
final class CognitoClients {
  private CognitoClients() {}

  /// Secrets by the id of their app client.
  ///
  /// @param file null for none
  /// @throws UserError when it cannot be read or a line is not `CLIENT-ID=SECRET`
  static Map<String, String> read(@Nullable Path file) {
    if (file == null) {
      return Map.of();
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw UserError.unreadable("--cognito-clients " + file, e);
    }
    Map<String, String> secrets = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1 || equals == line.length() - 1) {
        // The line itself may be a secret.
        throw new UserError(
            "--cognito-clients "
                + file
                + ", line "
                + (i + 1)
                + " is no app client (expected: CLIENT-ID=SECRET).");
      }
      secrets.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return secrets;
  }
}
