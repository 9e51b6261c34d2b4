package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.fixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.RuleCondition;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
  private static final int PORT = 18901;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1));

  @AfterEach
  void stop() {
    proxy.close();
  }

  private static String get(String host) throws IOException {
    try (var client = new RawClient("127.0.0.1", PORT)) {
      return client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").response();
    }
  }

  private static Snapshots two() {
    return new Snapshots()
        .loadBalancer("one", "127.0.5.8", Map.of())
        .listener("one", PORT, fixed(200, "one"))
        .loadBalancer("two", "127.0.5.9", Map.of())
        .listener("two", PORT, fixed(200, "two"))
        .rule(
            "two",
            PORT,
            1,
            new RuleCondition.HostHeader(List.of("*.shop.example.com"), List.of()),
            fixed(200, "shop"));
  }

  @Test
  void findsTheLoadBalancerByItsNameInAnyCase() throws Exception {
    proxy.apply(two().build());
    assertThat(get("one-1.eu-west-1.elb.localhost:" + PORT)).endsWith("\r\n\r\none");
    assertThat(get("TWO-1.EU-WEST-1.elb.LOCALHOST")).endsWith("\r\n\r\ntwo");
  }

  @Test
  void findsTheLoadBalancerByARuleOnTheHost() throws Exception {
    proxy.apply(two().build());
    assertThat(get("a.shop.example.com")).endsWith("\r\n\r\nshop");
  }

  @Test
  void namesTheLoadBalancersWhenNoneIsMeant() throws Exception {
    proxy.apply(two().build());
    assertThat(get("unknown.example.com"))
        .startsWith("HTTP/1.1 404 Not Found\r\n")
        .contains("one-1.eu-west-1.elb.localhost", "two-1.eu-west-1.elb.localhost");
  }

  @Test
  void takesTheOnlyLoadBalancerWhateverTheHost() throws Exception {
    proxy.apply(
        new Snapshots()
            .loadBalancer("one", "127.0.5.8", Map.of())
            .listener("one", PORT, fixed(200, "one"))
            .build());
    assertThat(get("unknown.example.com")).endsWith("\r\n\r\none");
  }

  @Test
  void saysWhyAPortIsNotBound() throws Exception {
    try (var taken = new ServerSocket(PORT, 1, java.net.InetAddress.getByName("127.0.5.8"))) {
      var applied = proxy.apply(two().build());
      assertThat(applied.failures())
          .singleElement()
          .satisfies(failure ->
              assertThat(failure.reason()).startsWith("cannot listen on 127.0.5.8:" + PORT + ": "));
      assertThat(taken.isBound()).isTrue();
    }
    assertThat(proxy.apply(two().build()).failures()).isEmpty();
  }

  @Test
  void drainsRemovedListeners() throws Exception {
    proxy.apply(two().build());
    try (var client = new RawClient("127.0.5.8", PORT)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.response()).contains("\r\nConnection: keep-alive\r\n");
      proxy.apply(new Snapshots().build());
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readAll()).contains("\r\nConnection: close\r\n").endsWith("\r\n\r\none");
    }
  }
}
