package dev.weir.routing;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Paths made from a seed.
class PathPropertyTest {

  @Test
  void pathsMadeFromASeed() {
    Random random = new Random(20261125);
    List<String> pieces =
        List.of(
            "/", ".", "..", "/.", "/..", "/../", "/./", "a", "%2e", "%2E", "%2f", "%41", "%", "%4",
            "%zz", "%25", "\u0001", "\u007f", "\u00e9", "~", "b", "//", "%e9", "%C3%a9");
    for (int i = 0; i < 15_000; i++) {
      StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "" : "/");
      for (int j = random.nextInt(10); j > 0; j--) {
        path.append(pieces.get(random.nextInt(pieces.size())));
      }
      PathFuzzTest.check(path.toString());
    }
  }
}
