package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However the bytes of requests and responses are cut into packets, the exchange is the same.
class AnySplitTest {
  private static final long SEED = Long.getLong("seed", 20261124);
  private static final String ADDRESS = "127.0.5.4";

  private static final String REQUESTS =
      "GET /1 HTTP/1.1\r\nHost: a\r\nX-Long: "
          + "v".repeat(500)
          + "\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world"
          + "PUT /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: u\r\n\r\n"
          + "HEAD /4 HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final List<String> RESPONSES =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none",
          "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\ntwo\r\n0\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");

  @Test
  void anySplitGivesTheSameExchange() throws Exception {
    Random random = new Random(SEED);
    try (var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY).withEventLoops(1).withFrontDoor(null));
        var target = RecordingTarget.start(connection -> serve(connection, random.nextLong()))) {
      proxy.apply(
          new Snapshots()
              .loadBalancer("lb", ADDRESS, Map.of())
              .listener("lb", 18600, forward("pods"))
              .group("pods", target.port())
              .build());
      for (int round = 0; round < 60; round++) {
        try (var client = new RawClient(ADDRESS, 18600)) {
          for (String piece : pieces(REQUESTS, random)) {
            client.send(piece);
            Thread.onSpinWait();
          }
          String expected =
              RESPONSES.get(0)
                  + RESPONSES.get(1).replace("Keep-Alive: timeout=1\r\n", "")
                  + RESPONSES.get(2)
                  + RESPONSES.get(3);
          assertThat(client.read(expected.length()))
              .as("round %d of seed %d", round, SEED)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static void serve(RecordingTarget.Connection connection, long seed)
      throws java.io.IOException {
    Random random = new Random(seed);
    while (true) {
      String head = connection.readHead();
      if (head == null) {
        return;
      }
      int number = head.charAt(head.indexOf('/') + 1) - '1';
      if (number == 1) {
        assertThat(connection.read(11)).isEqualTo("hello world");
      } else if (number == 2) {
        String body = "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: u\r\n\r\n";
        assertThat(connection.read(body.length())).isEqualTo(body);
      }
      for (String piece : pieces(RESPONSES.get(number), random)) {
        connection.write(piece);
      }
    }
  }

  private static List<String> pieces(String whole, Random random) {
    List<String> pieces = new ArrayList<>();
    int most = 1 + random.nextInt(random.nextBoolean() ? 8 : 200);
    int at = 0;
    while (at < whole.length()) {
      int end = Math.min(whole.length(), at + 1 + random.nextInt(most));
      pieces.add(whole.substring(at, end));
      at = end;
    }
    return pieces;
  }
}
