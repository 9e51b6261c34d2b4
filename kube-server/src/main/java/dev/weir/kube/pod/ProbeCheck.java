package dev.weir.kube.pod;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs one try of a probe against a pod.
final class ProbeCheck {
  private final String address;
  private final PodAddresses addresses;

  ProbeCheck(String address, PodAddresses addresses) {
    this.address = address;
    this.addresses = addresses;
  }

  /// Empty when the try succeeded, else why not, in the words of the kubelet.
  Optional<String> failure(ProbeSpec.Check check, Duration timeout) {
    return switch (check) {
      case ProbeSpec.Check.Exec() -> Optional.empty();
      case ProbeSpec.Check.TcpSocket(int port) -> tcp(port, timeout);
      case ProbeSpec.Check.HttpGet get -> http(get, timeout);
    };
  }

  private Optional<String> tcp(int port, Duration timeout) {
    try (var _ = connect(port, timeout)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("dial tcp " + address + ":" + port + ": " + because(e));
    }
  }

  private Optional<String> http(ProbeSpec.Check.HttpGet get, Duration timeout) {
    try (Socket plain = connect(get.port(), timeout);
        Socket socket = transport(plain, get, timeout)) {
      socket.getOutputStream().write(request(get).getBytes(StandardCharsets.ISO_8859_1));
      var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1);
      int status = status(new BufferedReader(in, 256).readLine());
      return status >= 200 && status < 400
          ? Optional.empty()
          : Optional.of("HTTP probe failed with statuscode: " + status);
    } catch (IOException e) {
      String url = (get.https() ? "https://" : "http://") + address + ":" + get.port() + get.path();
      return Optional.of("Get \"" + url + "\": " + because(e));
    }
  }

  private Socket transport(Socket plain, ProbeSpec.Check.HttpGet get, Duration timeout)
      throws IOException {
    plain.setSoTimeout((int) timeout.toMillis());
    return get.https() ? PodTls.connect(plain, address, get.port()) : plain;
  }

  private Socket connect(int port, Duration timeout) throws IOException {
    InetSocketAddress bound = addresses.bound(address, port);
    var socket = new Socket();
    try {
      socket.connect(bound, (int) timeout.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private String request(ProbeSpec.Check.HttpGet get) {
    var head = new StringBuilder("GET ").append(get.path()).append(" HTTP/1.1\r\n");
    if (!get.headers().containsKey("Host")) {
      String host = get.host().isEmpty() ? address + ":" + get.port() : get.host();
      head.append("Host: ").append(host).append("\r\n");
    }
    head.append("User-Agent: kube-probe/1.35\r\nAccept: */*\r\nConnection: close\r\n");
    get.headers().forEach((n, values) -> values.forEach(v -> head.append(n + ": " + v + "\r\n")));
    return head.append("\r\n").toString();
  }

  private static int status(@Nullable String line) throws IOException {
    if (line == null || !line.matches("HTTP/1\\.[01] \\d{3}.*")) {
      throw new IOException("malformed HTTP response \"" + line + "\"");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static String because(IOException e) {
    return e instanceof SocketTimeoutException ? "context deadline exceeded" : e.getMessage() + "";
  }
}
