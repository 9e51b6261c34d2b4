package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestFormTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.example, a.example, 80, /",
    "https://a.example/x?y=1, a.example, 443, /x?y=1",
    "http://a.example:8080?y, a.example, 8080, /?y",
    "http://[::1]:81/, [::1], 81, /",
    "http://a.example/p#part, '', 0, ''"
  })
  void readsHostPortAndTargetOfAUrl(String url, String host, int port, String target) {
    var asked = form(url).asked();

    if (host.isEmpty()) {
      assertThat(asked).isEmpty();
    } else {
      assertThat(asked).contains(new TestForm.Asked(host, port, target));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/path", "ftp://a/", "http://a/ HTTP/1.1", "http://a/\r\nX: y", "<script>"})
  void takesNothingElseForAUrl(String url) {
    assertThat(form(url).asked()).isEmpty();
  }

  @Test
  void hasAnAddressWithEverythingButTheToken() {
    TestForm form =
        TestForm.of(Map.of("url", "http://a/?b=c", "headers", "X: y", "token", "secret"));

    assertThat(form.address())
        .isEqualTo("/tester?loadBalancer=&method=GET&url=http%3A%2F%2Fa%2F%3Fb%3Dc&headers=X%3A+y");
  }

  @Test
  void readsHeadersOneALine() {
    TestForm form =
        TestForm.of(Map.of("url", "http://a/", "headers", "X: y:z\n\nnothing\n A : b "));

    assertThat(form.request(form.asked().orElseThrow()).headers())
        .isEqualTo(Map.of("X", "y:z", "A", "b"));
  }

  private static TestForm form(String url) {
    return TestForm.of(Map.of("url", url));
  }
}
