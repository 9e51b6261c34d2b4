package dev.weir.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the kubeconfig of the local cluster, for kubectl and everything that reads KUBECONFIG.
final class Kubeconfig {
  private Kubeconfig() {}

  static void write(Path file, String server) {
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: weir
          cluster:
            server: SERVER
        users:
        - name: weir
          user: {}
        contexts:
        - name: weir
          context:
            cluster: weir
            user: weir
            namespace: default
        current-context: weir
        """
            .replace("SERVER", server);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UserError("cannot write the kubeconfig " + file + ": " + e.getMessage(), e);
    }
  }
}
