package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.Listener;
import dev.weir.elb.ListenerRule;
import dev.weir.elb.LoadBalancer;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleTransform;
import dev.weir.proxy.exchange.AuthenticationResult;
import dev.weir.proxy.exchange.AuthenticationResult.Field;
import dev.weir.proxy.exchange.Authenticator;
import dev.weir.proxy.exchange.HttpHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Transforms and authenticating actions as the engine runs them.
class ActionsTest {
  private static final String ADDRESS = "127.0.5.10";
  private static final int PORT = 18950;
  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private static ListenerRule rule(List<RuleAction> actions, List<RuleTransform> transforms) {
    var listener = Snapshots.listenerArn("lb", PORT);
    var any = new RuleCondition.PathPattern(List.of("/dp/*"), List.of());
    return new ListenerRule(listener.rule("r"), listener, 1, List.of(any), actions, transforms);
  }

  private static Snapshots snapshots(RecordingTarget target, ListenerRule rule) {
    return new Snapshots()
        .loadBalancer("lb", ADDRESS, Map.of())
        .listener("lb", PORT, fixed(404, ""))
        .rule(rule)
        .group("pods", target.port());
  }

  @Test
  void rewritesUrlAndHost() throws Exception {
    var rule =
        rule(
            List.of(forward("pods")),
            List.of(
                new RuleTransform.UrlRewrite(
                    List.of(
                        new RuleTransform.Rewrite("^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1"))),
                new RuleTransform.HostHeaderRewrite(
                    List.of(new RuleTransform.Rewrite("^www-(.+)$", "internal.$1")))));
    try (var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
        var target = RecordingTarget.answering(HELLO)) {
      proxy.apply(snapshots(target, rule).build());
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send("GET /dp/A1 HTTP/1.1\r\nHost: www-shop.example.com\r\n\r\n");
        assertThat(client.response()).isEqualTo(HELLO);
        assertThat(target.nextHead())
            .startsWith("GET /product.php?id=A1 HTTP/1.1\r\nHost: internal.shop.example.com\r\n");
      }
    }
  }

  /// Answers later and from another thread, as a real provider makes it do.
  private static final class Later implements Authenticator {
    @Override
    public void authenticate(
        RuleAction action,
        LoadBalancer loadBalancer,
        Listener listener,
        HttpHead request,
        Callback callback) {
      boolean known = request.find("cookie".getBytes(), 0) >= 0;
      Thread.ofVirtual()
          .start(() ->
              callback.onResult(
                  known
                      ? new AuthenticationResult.Proceed(
                          List.of(new Field("x-amzn-oidc-identity", "me")),
                          List.of(new Field("Set-Cookie", "renewed=1")))
                      : new AuthenticationResult.Answer(
                          302, List.of(new Field("Location", "https://idp/login")), "")));
    }

    @Override
    public boolean isCallback(RuleAction action, HttpHead request) {
      return false;
    }
  }

  @Test
  void waitsForAuthentication() throws Exception {
    var session = new RuleAction.Session("c", "openid", 60, Map.of(), "authenticate");
    var oidc = new RuleAction.AuthenticateOidc("i", "a", "t", "u", "id", "secret", session);
    var config =
        ProxyConfig.plain(AddressBook.IDENTITY)
            .withEventLoops(1)
            .withFrontDoor(null)
            .withAuthenticator(new Later());
    try (var proxy = Proxy.start(config);
        var target =
            RecordingTarget.start(connection -> {
              while (connection.readHead() != null) {
                connection.read(4);
                connection.write(HELLO);
              }
            })) {
      proxy.apply(snapshots(target, rule(List.of(oidc, forward("pods")), List.of())).build());
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send("GET /dp/1 HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.response())
            .startsWith("HTTP/1.1 302 Found\r\n")
            .contains("\r\nLocation: https://idp/login\r\n");
        client.send(
            "POST /dp/1 HTTP/1.1\r\nHost: a\r\nCookie: c=1\r\nX-Amzn-Oidc-Identity: forged\r\n"
                + "Content-Length: 4\r\n\r\nbody");
        assertThat(client.response())
            .isEqualTo(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: renewed=1\r\n\r\nhello");
        assertThat(target.nextHead())
            .contains("\r\nx-amzn-oidc-identity: me\r\n")
            .doesNotContain("forged");
      }
    }
  }
}
