package dev.weir.proxy.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/// A log file that is being written: plain while it grows, compressed when it is finished.
final class LogFile {
  private final Path path;
  private final OutputStream out;

  private LogFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /// @param path ending in `.log`
  static LogFile open(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    return new LogFile(
        path,
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
  }

  void write(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  void flush() throws IOException {
    out.flush();
  }

  /// Turns the file into `.log.gz`.
  void finish() throws IOException {
    out.close();
    Path compressed = path.resolveSibling(path.getFileName() + ".gz");
    try (InputStream in = Files.newInputStream(path);
        OutputStream zip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      in.transferTo(zip);
    }
    Files.delete(path);
  }
}
