package dev.weir.proxy.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// Calls identity providers: at most five seconds, no redirects, answers of limited size.
final class IdpClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http;

  IdpClient(SSLContext tls) {
    http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// @param tooLarge whether there was more than asked for
  record Answer(int status, String body, boolean tooLarge) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  Answer get(URI uri, String bearer, int maxBytes) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(uri);
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return send(request.GET().build(), maxBytes);
  }

  /// @param authorization of the client; empty for none
  Answer post(URI uri, String authorization, String form, int maxBytes)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(uri).header("Content-Type", "application/x-www-form-urlencoded");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(form)).build(), maxBytes);
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", "application/json");
  }

  private Answer send(HttpRequest request, int maxBytes) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      byte[] body = in.readNBytes(maxBytes + 1);
      return new Answer(
          response.statusCode(),
          new String(body, java.nio.charset.StandardCharsets.UTF_8),
          body.length > maxBytes);
    }
  }

  static boolean isTimeout(IOException e) {
    return e instanceof HttpTimeoutException;
  }
}
