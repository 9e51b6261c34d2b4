package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Arn;
import dev.weir.elb.Certificate;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerProtocol;
import dev.weir.elb.TrustStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlsTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";
  private static final String ADDRESS = "127.0.5.2";
  private static final int PORT = 18443;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
  private TestCertificates authority;

  @BeforeEach
  void authority() throws Exception {
    authority = new TestCertificates();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private Snapshots listener(
      Map<String, String> attributes, Listener.MutualAuthentication mutual, Certificate... all) {
    Snapshots snapshots = new Snapshots().loadBalancer("lb", ADDRESS, attributes);
    List<Arn> arns = Arrays.stream(all).map(Certificate::arn).toList();
    for (Certificate certificate : all) {
      snapshots.certificate(certificate);
    }
    return snapshots.listener(
        new Listener(
            Snapshots.listenerArn("lb", PORT),
            Snapshots.loadBalancerArn("lb"),
            PORT,
            ListenerProtocol.HTTPS,
            List.of(forward("pods")),
            arns,
            POLICY,
            Optional.empty(),
            Optional.ofNullable(mutual),
            Map.of()));
  }

  private RawClient connect(SSLContext context, String serverName, String... protocols)
      throws IOException {
    Socket plain = new Socket();
    plain.connect(new InetSocketAddress(InetAddress.getByName(ADDRESS), PORT));
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, ADDRESS, PORT, true);
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new RawClient(socket);
  }

  private static String served(RawClient client) throws IOException {
    var certificates = ((SSLSocket) client.socket()).getSession().getPeerCertificates();
    return ((X509Certificate) certificates[0]).getSubjectX500Principal().getName();
  }

  @Test
  void endsTlsAndTellsTheTarget() throws Exception {
    Certificate certificate = authority.issue("a", "www.example.com", "EC");
    try (var target = RecordingTarget.answering(HELLO)) {
      var applied =
          proxy.apply(
              listener(
                      Map.of("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true"),
                      null,
                      certificate)
                  .group("pods", target.port())
                  .build());
      assertThat(applied.failures()).isEmpty();
      try (var client = connect(authority.client(), "www.example.com", "TLSv1.2")) {
        client.send(
            "GET / HTTP/1.1\r\nHost: www.example.com\r\nX-Amzn-Tls-Version: forged\r\n\r\n");
        assertThat(client.response()).isEqualTo(HELLO);
        assertThat(target.nextHead())
            .contains("\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 18443\r\n")
            .contains("\r\nX-Amzn-Tls-Version: TLSv1.2\r\n")
            .contains("\r\nX-Amzn-Tls-Cipher-Suite: ECDHE-ECDSA-AES")
            .doesNotContain("forged");
      }
    }
  }

  @Test
  void refusesProtocolsThatThePolicyLeavesOut() throws Exception {
    proxy.apply(
        listener(Map.of(), null, authority.issue("a", "www.example.com", "EC"))
            .group("pods")
            .build());
    assertThatThrownBy(() -> connect(authority.client(), "www.example.com", "TLSv1.1"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void offersHttp2UnlessTheLoadBalancerHasItOff() throws Exception {
    for (String enabled : List.of("true", "false")) {
      proxy.apply(
          listener(
                  Map.of("routing.http2.enabled", enabled),
                  null,
                  authority.issue("a", "www.example.com", "EC"))
              .group("pods")
              .build());
      try (var socket = (SSLSocket) authority.client().getSocketFactory().createSocket()) {
        socket.connect(new InetSocketAddress(InetAddress.getByName(ADDRESS), PORT));
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol())
            .isEqualTo(enabled.equals("true") ? "h2" : "http/1.1");
      }
    }
  }

  @Test
  void choosesTheCertificateByServerName() throws Exception {
    proxy.apply(
        listener(
                Map.of(),
                null,
                authority.issue("default", "default.example.com", "EC"),
                authority.issue("shop-rsa", "*.shop.example.com", "RSA"),
                authority.issue("shop-ec", "*.shop.example.com", "EC"))
            .group("pods")
            .build());
    assertThat(nameFor("unknown.example.org")).isEqualTo("CN=default.example.com");
    assertThat(nameFor("a.shop.example.com")).isEqualTo("CN=*.shop.example.com");
    assertThat(nameFor("a.b.shop.example.com")).isEqualTo("CN=default.example.com");
    try (var client = connect(authority.client(), "a.shop.example.com")) {
      var leaf = ((SSLSocket) client.socket()).getSession().getPeerCertificates()[0];
      assertThat(leaf.getPublicKey().getAlgorithm()).isEqualTo("EC");
    }
  }

  private String nameFor(String serverName) throws IOException {
    SSLContext context;
    try {
      context = authority.client();
    } catch (Exception e) {
      throw new IOException(e);
    }
    try (var client = connect(context, serverName)) {
      return served(client);
    }
  }

  @Test
  void changesTheCertificateWithoutCuttingConnections() throws Exception {
    try (var target = RecordingTarget.answering(HELLO)) {
      proxy.apply(
          listener(Map.of(), null, authority.issue("a", "old.example.com", "EC"))
              .group("pods", target.port())
              .build());
      try (var before = connect(authority.client(), "old.example.com")) {
        before.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(before.response()).isEqualTo(HELLO);
        proxy.apply(
            listener(Map.of(), null, authority.issue("b", "new.example.com", "EC"))
                .group("pods", target.port())
                .build());
        assertThat(nameFor("any.example.com")).isEqualTo("CN=new.example.com");
        before.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(before.response()).isEqualTo(HELLO);
      }
    }
  }

  @Test
  void verifiesClientCertificatesAndTellsTheTarget() throws Exception {
    var trust = Arn.trustStore("eu-west-1", "000000000000", "ts", "73e2d6bc24d8a067");
    var mutual =
        new Listener.MutualAuthentication("verify", Optional.of(trust), false, Optional.of("on"));
    try (var target = RecordingTarget.answering(HELLO)) {
      proxy.apply(
          listener(Map.of(), mutual, authority.issue("a", "www.example.com", "EC"))
              .trustStore(new TrustStore(trust, "ts", "ACTIVE", authority.caPem(), List.of()))
              .group("pods", target.port())
              .build());
      Certificate own = authority.issue("me", "me.example.com", "EC");
      try (var client = connect(authority.client(own), "www.example.com")) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Amzn-Mtls-Clientcert-Subject: forged\r\n\r\n");
        assertThat(client.response()).isEqualTo(HELLO);
        assertThat(target.nextHead())
            .contains("\r\nX-Amzn-Mtls-Clientcert-Subject: CN=me.example.com\r\n")
            .contains("\r\nX-Amzn-Mtls-Clientcert-Issuer: CN=Test CA\r\n")
            .containsPattern("\r\nX-Amzn-Mtls-Clientcert-Serial-Number: [0-9A-F]+\r\n")
            .containsPattern(
                "\r\nX-Amzn-Mtls-Clientcert-Validity: NotBefore=[-0-9T:]+Z;NotAfter=[-0-9T:]+Z\r\n")
            .contains("\r\nX-Amzn-Mtls-Clientcert-Leaf: -----BEGIN%20CERTIFICATE-----%0A")
            .doesNotContain("forged");
      }
      Certificate strange = new TestCertificates().issue("x", "x.example.com", "EC");
      assertThatThrownBy(
              () -> {
                try (var client = connect(authority.client(strange), "www.example.com")) {
                  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                  String answer = client.response();
                  throw new IOException("ended with: " + answer);
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("HTTP/1.1");
    }
  }

  @Test
  void saysWhyAListenerWithoutUsableCertificateIsDark() {
    var broken =
        new Certificate(
            Arn.of("acm", "eu-west-1", "000000000000", "certificate/x"),
            List.of("a"),
            java.time.Instant.EPOCH,
            java.time.Instant.EPOCH,
            "RSA_2048",
            "no pem",
            "no pem");
    var applied = proxy.apply(listener(Map.of(), null, broken).group("pods").build());
    assertThat(applied.failures())
        .singleElement()
        .satisfies(f -> assertThat(f.reason()).contains("certificate/x cannot be served"));
  }
}
