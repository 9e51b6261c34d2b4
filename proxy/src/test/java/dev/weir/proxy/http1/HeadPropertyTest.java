package dev.weir.proxy.http1;

import dev.weir.proxy.http1.ChunkOracle.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Heads and chunked bodies made from a seed, against oracles.
class HeadPropertyTest {
  private static final long SEED = Long.getLong("seed", 20261125);
  private static final int ROUNDS = Integer.getInteger("rounds", 20_000);

  static final List<String> HEADS =
      List.of(
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
          "POST /a/b?c=d HTTP/1.1\r\nHost: A.example:80\r\nContent-Length: 5\r\n\r\n",
          "PUT http://b.example/x/../y HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
          "GET /.well-known HTTP/1.0\r\nConnection: keep-alive\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: a\r\nX-Amzn-Trace-Id: Root=1-2;Self=3;A=b\r\nTE: trailers\r\n\r\n",
          "GET /x\r\n");
  static final List<String> PIECES =
      List.of(
          "\r\n",
          "\n",
          "\r",
          " ",
          "\t",
          "\u0000",
          ":",
          ": ",
          ",",
          "\r\n ",
          "\r\n\t",
          "#",
          "?",
          "/",
          "/../",
          "%2e",
          "%",
          "@",
          "[::1]",
          "HTTP/1.1",
          "http://",
          "Host: b\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: 0\r\n",
          "Content-Length : 7\r\n",
          "Content_Length: 7\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: identity\r\n",
          "chunked",
          ", chunked",
          "Connection: close\r\n",
          "Connection: X, Host, Content-Length\r\n",
          "Upgrade: h2c\r\n",
          "Expect: 100-continue\r\n",
          "X-Forwarded-For: 9\r\n",
          "X-Forwarded-Proto: x\r\n",
          "X: y\r\n",
          "X_Y: z\r\n",
          "\u00e9");
  static final List<String> BODIES =
      List.of(
          "0\r\n\r\n",
          "5\r\nhello\r\n0\r\n\r\n",
          "A;x=y\r\n0123456789\r\n1 ;z\r\na\r\n000\r\nX: y\r\n\r\n",
          "3\r\nabc\r\n0\r\nX-Sum: 1\r\nDate: now\r\n\r\nGET / HTTP/1.1\r\n\r\n");
  static final List<String> BODY_PIECES =
      List.of(
          "\r\n",
          "\n",
          "\r",
          " ",
          "\t",
          "\u0000",
          ";",
          ";a=b",
          "0",
          "1",
          "f",
          "10",
          "x",
          "+",
          "-",
          "0x",
          "Host: a\r\n",
          "Content-Length: 1\r\n",
          "X : y\r\n",
          "X: y\r\n",
          ":",
          "\u00e9",
          "7fffffffffffffff",
          "000000000000000",
          "\r\n0\r\n\r\n");

  @Test
  void everyHeadIsReadOnceAndRewrittenStrictly() {
    Mutations mutations = new Mutations(SEED, HEADS, PIECES);
    HeadProperties properties = new HeadProperties();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] input = mutations.next();
      try {
        properties.check(input);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(shown(input, i), e);
      }
    }
  }

  @Test
  void everyChunkedBodyEndsWhereTheOracleSays() {
    Mutations mutations = new Mutations(SEED, BODIES, BODY_PIECES);
    ChunkProperties properties = new ChunkProperties();
    int done = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] input = mutations.next();
      try {
        properties.check(input, SEED + i);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(shown(input, i), e);
      }
      Outcome outcome = ChunkOracle.read(new String(input, StandardCharsets.ISO_8859_1)).outcome();
      done += outcome == Outcome.DONE ? 1 : 0;
    }
    org.assertj.core.api.Assertions.assertThat(done).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  private static String shown(byte[] input, int round) {
    return "round "
        + round
        + " of seed "
        + SEED
        + ": "
        + new String(input, StandardCharsets.ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n");
  }
}
