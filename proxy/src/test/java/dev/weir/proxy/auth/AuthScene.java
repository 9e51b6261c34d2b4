package dev.weir.proxy.auth;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Certificate;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.RawClient;
import dev.weir.proxy.RecordingTarget;
import dev.weir.proxy.Snapshots;
import dev.weir.proxy.TestCertificates;
import dev.weir.proxy.secret.InstallKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// An HTTPS listener with an authenticating action, a provider, a target and a browser.
final class AuthScene implements AutoCloseable {
  static final String HOST = "shop.example.com";
  private static final String ADDRESS = "127.0.5.7";
  private static final int PORT = 18444;

  final TestProvider provider = new TestProvider();
  final RecordingTarget target =
      RecordingTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  final Map<String, String> jar = new LinkedHashMap<>();
  final IdentityTokens identityTokens;
  private volatile Duration later = Duration.ZERO;
  private final TestCertificates authority = new TestCertificates();
  private final Certificate certificate = authority.issue("a", HOST, "EC");
  private final Proxy proxy;

  AuthScene(Path keys) throws Exception {
    this(keys, SSLContext.getDefault(), Map.of());
  }

  /// @param tls trusts the providers
  AuthScene(Path keys, SSLContext tls, Map<String, String> cognitoSecrets) throws Exception {
    Clock clock = new LaterClock();
    identityTokens = IdentityTokens.create(keys, clock);
    var authentication =
        new Authentication(InstallKey.random(), identityTokens, tls, cognitoSecrets, clock);
    proxy =
        Proxy.start(
            ProxyConfig.plain(AddressBook.IDENTITY)
                .withEventLoops(1)
                .withFrontDoor(null)
                .withAuthenticator(authentication));
  }

  private final class LaterClock extends Clock {
    @Override
    public Instant instant() {
      return Instant.now().plus(later);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  void advance(Duration duration) {
    later = later.plus(duration);
  }

  RuleAction.AuthenticateOidc oidc(String onUnauthenticated) {
    return new RuleAction.AuthenticateOidc(
        provider.issuer(),
        provider.url("/authorize"),
        provider.url("/token"),
        provider.url("/userinfo"),
        TestProvider.CLIENT,
        TestProvider.SECRET,
        new RuleAction.Session(
            "AWSELBAuthSessionCookie",
            "openid email",
            7200,
            Map.of("prompt", "login now"),
            onUnauthenticated));
  }

  /// Requests below `/private` are authenticated and forwarded, others answered with 204.
  AuthScene serve(RuleAction authentication) {
    var snapshots = new Snapshots().loadBalancer("lb", ADDRESS, Map.of()).certificate(certificate);
    var listener =
        new Listener(
            Snapshots.listenerArn("lb", PORT),
            Snapshots.loadBalancerArn("lb"),
            PORT,
            ListenerProtocol.HTTPS,
            List.of(Snapshots.fixed(204, "")),
            List.of(certificate.arn()),
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            Optional.empty(),
            Optional.empty(),
            Map.of());
    var applied =
        proxy.apply(
            snapshots
                .listener(listener)
                .rule(
                    "lb",
                    PORT,
                    1,
                    new RuleCondition.PathPattern(List.of("/private*"), List.of()),
                    authentication,
                    Snapshots.forward("pods"))
                .group("pods", target.port())
                .build());
    if (!applied.failures().isEmpty()) {
      throw new AssertionError(applied.failures());
    }
    return this;
  }

  /// What the browser sees.
  record Page(int status, List<String> headers) {
    String location() {
      return header("Location");
    }

    String header(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  /// One request with the cookies of the jar, which keeps those that are set.
  Page get(String uri, String... headers) throws IOException {
    StringBuilder request =
        new StringBuilder("GET " + uri + " HTTP/1.1\r\nHost: " + HOST + ":" + PORT + "\r\n");
    if (!jar.isEmpty()) {
      List<String> cookies = new ArrayList<>();
      jar.forEach((name, value) -> cookies.add(name + "=" + value));
      request.append("Cookie: ").append(String.join("; ", cookies)).append("\r\n");
    }
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    try (RawClient client = connect()) {
      client.send(request.append("\r\n").toString());
      String head = client.head();
      List<String> lines = List.of(head.strip().split("\r\n"));
      lines.stream()
          .filter(line -> line.toLowerCase().startsWith("set-cookie: "))
          .map(line -> line.substring(12, line.indexOf(';')))
          .forEach(pair ->
              jar.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
      return new Page(Integer.parseInt(lines.getFirst().split(" ")[1]), lines);
    }
  }

  private RawClient connect() throws IOException {
    try {
      Socket plain = new Socket();
      plain.connect(new InetSocketAddress(InetAddress.getByName(ADDRESS), PORT));
      SSLSocket socket =
          (SSLSocket)
              authority.client().getSocketFactory().createSocket(plain, ADDRESS, PORT, true);
      socket.startHandshake();
      return new RawClient(socket);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Follows the redirect to the provider; returns the URI of its answer at the load balancer.
  String atProvider(Page page) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(page.location())).build(),
              HttpResponse.BodyHandlers.ofString());
      String location = answer.headers().firstValue("Location").orElseThrow();
      String own = "https://" + HOST + ":" + PORT;
      if (!location.startsWith(own)) {
        throw new AssertionError(location);
      }
      return location.substring(own.length());
    }
  }

  /// The whole sign-in; returns what came at its end.
  Page signIn(String uri) throws Exception {
    return get(atProvider(get(uri)));
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    target.close();
    provider.close();
  }
}
