package dev.weir.proxy.target;

import dev.weir.proxy.http1.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Cookies made from a seed.
class CookiePropertyTest {
  private final CookieFuzzTest cookies = new CookieFuzzTest();

  @Test
  void cookiesMadeFromASeed() {
    Mutations mutations =
        new Mutations(
            20261125,
            List.of("AWSALB=x", "a=b; AWSALB=c;d=e", "AWSALBCORS=1; AWSALB=2\nAWSALB=3", ""),
            List.of(";", "=", " ", "; ", "AWSALB", "AWSALB=", "\n", "awsalb=1", "\t", "\""));
    for (int i = 0; i < 20_000; i++) {
      cookies.check(mutations.next());
    }
  }
}
