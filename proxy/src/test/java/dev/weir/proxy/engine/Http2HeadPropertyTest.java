package dev.weir.proxy.engine;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Heads of HTTP/2 made from a seed.
class Http2HeadPropertyTest {
  private final Http2HeadFuzzTest heads = new Http2HeadFuzzTest();

  @Test
  void headsMadeFromASeed() {
    Random random = new Random(20261125);
    List<String> names =
        List.of(
            ":method", ":path", ":authority", ":scheme", "host", "cookie", "x", "content-length");
    List<String> values =
        List.of(
            "GET", "/", "/a?b", "a.example", "https", "", "5", "a=b", "x\r\ny: z", "a b", "\u0000");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        String name = names.get(random.nextInt(names.size()));
        String value = values.get(random.nextInt(values.size()));
        if (random.nextInt(10) == 0) {
          name += (char) random.nextInt(256);
        }
        if (random.nextInt(10) == 0) {
          value += (char) random.nextInt(256);
        }
        text.append((char) name.length()).append(name).append((char) value.length()).append(value);
      }
      heads.check(text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
  }
}
