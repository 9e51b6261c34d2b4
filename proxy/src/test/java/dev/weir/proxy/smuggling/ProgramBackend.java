package dev.weir.proxy.smuggling;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// nginx, HAProxy, Apache and Node as targets, each a process of its own that writes a line for
/// every request to a file.
final class ProgramBackend implements Backend {
  private final Process process;
  private final Path log;
  private final int port;

  private ProgramBackend(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /// Whether a program of this name can be started here.
  static boolean isInstalled(String program) {
    String path = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin";
    for (String folder : path.split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static String find(String program) {
    return Files.isExecutable(Path.of("/usr/sbin", program)) ? "/usr/sbin/" + program : program;
  }

  static ProgramBackend nginx(Path folder) throws IOException {
    int port = freePort();
    Path log = folder.resolve("seen");
    Path config =
        write(
            folder,
            """
            daemon off;
            master_process off;
            pid %1$s/pid;
            error_log %1$s/error.log crit;
            events { worker_connections 2000; }
            http {
              log_format seen '$request_method $request_uri|$http_host|$http_x_forbidden|$status';
              access_log %1$s/seen seen;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              large_client_header_buffers 4 64k;
              keepalive_requests 1000000;
              underscores_in_headers on;
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  add_header X-Saw '$request_method $request_uri' always;
                  return 200 ok;
                }
              }
            }
            """
                .formatted(folder, port));
    return start(
        folder, log, port, find("nginx"), "-p", folder.toString(), "-c", config.toString());
  }

  static ProgramBackend haproxy(Path folder) throws IOException {
    int port = freePort();
    Path config =
        write(
            folder,
            """
            global
              log stdout format raw local0
              tune.bufsize 65536
            defaults
              mode http
              log global
              timeout client 30s
              timeout server 30s
              timeout connect 5s
            frontend all
              bind 127.0.0.1:%d
              declare capture request len 200
              declare capture request len 20
              http-request capture req.hdr(host) id 0
              http-request capture req.hdr(x-forbidden) id 1
              log-format "%%HM %%HU|%%[capture.req.hdr(0)]|%%[capture.req.hdr(1)]|%%ST"
              http-request return status 200 content-type text/plain string ok hdr X-Saw "%%[method] %%[url]"
            """
                .formatted(port));
    Path log = folder.resolve("stdout");
    return start(folder, log, port, find("haproxy"), "-db", "-f", config.toString());
  }

  static ProgramBackend apache(Path folder) throws IOException {
    int port = freePort();
    boolean root = "root".equals(System.getProperty("user.name"));
    Path config =
        write(
            folder,
            """
            ServerRoot %1$s
            ServerName localhost
            PidFile %1$s/pid
            DefaultRuntimeDir %1$s
            ErrorLog %1$s/error.log
            LogLevel crit
            Listen 127.0.0.1:%2$d
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
            LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
            %3$s
            HttpProtocolOptions Unsafe LenientMethods Allow0.9
            AllowEncodedSlashes on
            KeepAlive on
            MaxKeepAliveRequests 0
            KeepAliveTimeout 60
            LimitRequestLine 65536
            LimitRequestFieldSize 65536
            StartServers 1
            ServerLimit 1
            MinSpareThreads 1
            MaxSpareThreads 64
            ThreadsPerChild 64
            MaxRequestWorkers 64
            LogFormat "%%r|%%{Host}i|%%{X-Forbidden}i|%%>s" seen
            CustomLog %1$s/seen seen
            RewriteEngine on
            RewriteRule ^ - [R=204,L]
            Header always set X-Saw "expr=%%{THE_REQUEST}"
            """
                .formatted(folder, port, root ? "User nobody\nGroup nogroup" : ""));
    return start(
        folder,
        folder.resolve("seen"),
        port,
        find("apache2"),
        "-DFOREGROUND",
        "-f",
        config.toString());
  }

  /// @param lenient whether Node accepts what it would refuse
  static ProgramBackend node(Path folder, boolean lenient) throws IOException {
    int port = freePort();
    Path script =
        write(
            folder,
            """
            const http = require('http');
            const fs = require('fs');
            const out = fs.openSync('%1$s/seen', 'a');
            const log = (...parts) => fs.writeSync(out, Buffer.from(parts.join("|") + "\\n", "latin1"));
            const server = http.createServer({ insecureHTTPParser: %2$s, maxHeaderSize: 65536 }, (req, res) => {
              log(req.method + ' ' + req.url, req.headers.host, req.headers['x-forbidden'], 200);
              res.setHeader('X-Saw', req.method + ' ' + Buffer.from(req.url, 'latin1').toString('latin1'));
              if (%2$s) { res.end('ok'); } else { req.resume(); req.on('end', () => res.end('ok')); }
            });
            server.keepAliveTimeout = 60000;
            server.on('clientError', (e, socket) => { log('? ' + e.code, '', '', 400); socket.destroy(); });
            server.listen(%3$d, '127.0.0.1');
            """
                .formatted(folder, lenient, port));
    return start(folder, folder.resolve("seen"), port, find("node"), script.toString());
  }

  private static Path write(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("config"), text);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static ProgramBackend start(Path folder, Path log, int port, String... command)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    var started = new ProgramBackend(process, log, port);
    try {
      started.awaitPort();
    } catch (IOException e) {
      started.close();
      throw new IOException(
          command[0] + " did not start: " + Files.readString(folder.resolve("stderr")), e);
    }
    return started;
  }

  private void awaitPort() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<Seen> seen() throws IOException {
    List<Seen> all = new ArrayList<>();
    if (Files.exists(log)) {
      for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
        if (line.contains("|")) {
          all.add(Seen.parse(line));
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
