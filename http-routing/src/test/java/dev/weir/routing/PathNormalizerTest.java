package dev.weir.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNormalizerTest {

  @ParameterizedTest
  @CsvSource({
    "/,/",
    "/a/b,/a/b",
    "/a/./b,/a/b",
    "/a/../b,/b",
    "/../../b,/b",
    "/a/b/..,/a/",
    "/a/b/.,/a/b/",
    "/..,/",
    "/a//b,/a//b",
    "/a/..//b,//b",
    "/.well-known/x,/.well-known/x",
    "/...,/...",
    "/%61%7E%2d,/a~-",
    "/%2f%2F%3f,/%2F%2F%3F",
    "/%2e%2e/a,/a",
    "/a%,/a%",
    "/a%4,/a%4",
    "/a%zz,/a%zz",
    "/a%00b,/a%00b",
    "*,*"
  })
  void pathsHaveOneNormalForm(String path, String normal) {
    assertThat(normalised(path)).isEqualTo(normal);
  }

  @Test
  void anEmptyPathIsASlash() {
    assertThat(normalised("")).isEqualTo("/");
  }

  @Test
  void theNormalFormIsItsOwnNormalForm() {
    var random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder path = new StringBuilder("/");
      for (int n = random.nextInt(10); n > 0; n--) {
        path.append("/.a%2eEf5".charAt(random.nextInt(9)));
      }
      String once = normalised(path.toString());
      // %252e stays an escape of a percent sign, so only doubled percent signs may change again.
      if (!path.toString().contains("%%") && !path.toString().contains("%25")) {
        assertThat(normalised(once)).as(path.toString()).isEqualTo(once);
      }
    }
  }

  private static String normalised(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    if (PathNormalizer.isNormal(bytes, 0, bytes.length)) {
      return path;
    }
    byte[] out = new byte[bytes.length + 1];
    int length = PathNormalizer.normalise(bytes, 0, bytes.length, out);
    return new String(out, 0, length, StandardCharsets.ISO_8859_1);
  }
}
