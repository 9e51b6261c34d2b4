package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A kept connection to a target may be dead by the time it is used again. A request that went into
/// it is sent once more only when its method makes that harmless (RFC 9110 section 9.2.2).
class ResendTest {
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String ADDRESS = "127.0.5.9";
  private static final int PORT = 18080;

  private final Proxy proxy =
      Proxy.start(ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));

  @AfterEach
  void stop() {
    proxy.close();
  }

  /// Answers the first request of every connection and ends the connection at the second.
  private static RecordingTarget forgetful() {
    return RecordingTarget.start(connection -> {
      if (connection.readHead() != null) {
        connection.write(ANSWER);
        connection.readHead();
      }
    });
  }

  private String second(RecordingTarget target, String method) throws Exception {
    var snapshot =
        new Snapshots()
            .loadBalancer("lb", ADDRESS, Map.of())
            .listener("lb", PORT, forward("pods"))
            .group("pods", target.port())
            .build();
    assertThat(proxy.apply(snapshot).failures()).isEmpty();
    try (var client = new RawClient(ADDRESS, PORT)) {
      client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.response()).endsWith("ok");
      target.nextHead();
      client.send(method + " /second HTTP/1.1\r\nHost: a\r\n\r\n");
      return client.response();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
  void anIdempotentRequestGoesToAnotherConnection(String method) throws Exception {
    try (var target = forgetful()) {
      assertThat(second(target, method)).endsWith("ok");
      assertThat(target.heads).allMatch(head -> head.startsWith(method + " /second")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "PAY", "GRANT", "DEDUCT", "OFFERED"})
  void anyOtherIsSentOnceAndAnswered502(String method) throws Exception {
    try (var target = forgetful()) {
      assertThat(second(target, method)).startsWith("HTTP/1.1 502 ");
      assertThat(target.heads).allMatch(head -> head.startsWith(method + " /second")).hasSize(1);
    }
  }
}
