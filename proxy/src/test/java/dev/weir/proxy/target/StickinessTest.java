package dev.weir.proxy.target;

import static dev.weir.elb.TargetGroupAttributes.APP_COOKIE_DURATION;
import static dev.weir.elb.TargetGroupAttributes.APP_COOKIE_NAME;
import static dev.weir.elb.TargetGroupAttributes.LB_COOKIE_DURATION;
import static dev.weir.elb.TargetGroupAttributes.STICKINESS_ENABLED;
import static dev.weir.elb.TargetGroupAttributes.STICKINESS_TYPE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.TargetGroupProtocol;
import dev.weir.elb.TargetHealth.State;
import dev.weir.proxy.exchange.HttpHead;
import dev.weir.proxy.exchange.TargetSelection;
import dev.weir.proxy.health.Groups;
import dev.weir.proxy.secret.InstallKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Stickiness cookies as browsers see them (spec section 2.7).
class StickinessTest {
  private static final String IN_SEVEN_DAYS = "Thu, 08 Jan 2026 00:00:00 GMT";
  private static final String CHROME =
      "User-Agent: Mozilla/5.0 AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";

  /// What a client got.
  private record Visit(String target, List<String> cookies, String errorReason) {
    /// `name=value` of the cookie, to be sent back.
    String cookie(String name) {
      return cookies.stream()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(0, line.indexOf(';')))
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + " is not in " + cookies));
    }
  }

  private static Visit visit(WeightedForward forward, String... lines) {
    return visit(forward, List.of(lines), "");
  }

  private static Visit visit(WeightedForward forward, List<String> request, String setCookie) {
    TargetSelection selection = new TargetSelection();
    forward.select(head(request), selection);
    List<String> cookies = new ArrayList<>();
    HttpHead response = head(setCookie.isEmpty() ? List.of() : List.of("set-cookie: " + setCookie));
    forward.onResponse(
        selection,
        response,
        line -> {
          String text = new String(line, ISO_8859_1);
          assertThat(text).startsWith("Set-Cookie: ").endsWith("\r\n");
          cookies.add(text.substring("Set-Cookie: ".length()).strip());
        });
    return new Visit(Scene.name(selection), cookies, selection.errorReason);
  }

  private static HttpHead head(List<String> lines) {
    byte[] bytes = String.join("\n", lines).getBytes(ISO_8859_1);
    HttpHead head = new HttpHead(bytes);
    int at = 0;
    for (String line : lines) {
      int colon = line.indexOf(": ");
      head.add(at, at + colon, at + colon + 2, at + line.length(), (byte) 0);
      at += line.length() + 1;
    }
    return head;
  }

  @Nested
  class LoadBalancerCookie {
    private final Scene scene =
        new Scene(STICKINESS_ENABLED, "true", LB_COOKIE_DURATION, "60").with("a", "b", "c");
    private final WeightedForward forward = scene.forward();

    @Test
    void everyResponseSetsBothCookiesInTheFormatOfAlb() {
      Visit first = visit(forward);

      assertThat(first.cookies()).hasSize(2);
      assertThat(first.cookies().get(0))
          .matches("AWSALB=[A-Za-z0-9+/]{64,}; Expires=" + IN_SEVEN_DAYS + "; Path=/");
      assertThat(first.cookies().get(1))
          .matches(
              "AWSALBCORS=[A-Za-z0-9+/]{64,}; Expires="
                  + IN_SEVEN_DAYS
                  + "; Path=/; SameSite=None; Secure");
      assertThat(visit(forward, "Cookie: " + first.cookie("AWSALB")).cookies()).hasSize(2);
    }

    @Test
    void aClientStaysWithItsTarget() {
      Visit first = visit(forward);

      for (int i = 0; i < 10; i++) {
        Visit next = visit(forward, "cookie: x=1; " + first.cookie("AWSALB") + "; y=2");
        assertThat(next.target()).isEqualTo(first.target());
      }
    }

    @Test
    void theCorsCookieWinsOverTheOther() {
      Visit one = visit(forward);
      Visit other = visit(forward);
      assertThat(other.target()).isNotEqualTo(one.target());

      Visit both =
          visit(forward, "Cookie: " + one.cookie("AWSALB") + "; " + other.cookie("AWSALBCORS"));

      assertThat(both.target()).isEqualTo(other.target());
    }

    @Test
    void theDurationSlidesWithEveryResponse() {
      Visit first = visit(forward);
      scene.clock.advance(Duration.ofSeconds(50));
      Visit second = visit(forward, "Cookie: " + first.cookie("AWSALB"));
      scene.clock.advance(Duration.ofSeconds(50));

      assertThat(visit(forward, "Cookie: " + second.cookie("AWSALB")).target())
          .isEqualTo(first.target());
    }

    @Test
    void afterTheDurationTheChoiceIsFreshAlthoughTheCookieLivesSevenDays() {
      Visit first = visit(forward);
      scene.clock.advance(Duration.ofSeconds(61));

      assertThat(targetsOfManyVisits("Cookie: " + first.cookie("AWSALB"))).hasSize(3);
      assertThat(scene.targets.nonSticky.sum()).isEqualTo(30);
    }

    @Test
    void anUnhealthyOrDrainingTargetLosesItsClients() {
      Visit first = visit(forward);
      scene.state(first.target(), State.UNHEALTHY);
      assertThat(visit(forward, "Cookie: " + first.cookie("AWSALB")).target())
          .isNotEqualTo(first.target());

      scene.state(first.target(), State.DRAINING);
      assertThat(visit(forward, "Cookie: " + first.cookie("AWSALB")).target())
          .isNotEqualTo(first.target());
    }

    @Test
    void aCookieThatWasTamperedWithIsWorthNothing() {
      String cookie = visit(forward).cookie("AWSALB");
      char last = cookie.charAt(20);
      String tampered = cookie.substring(0, 20) + (last == 'A' ? 'B' : 'A') + cookie.substring(21);

      assertThat(targetsOfManyVisits("Cookie: " + tampered)).hasSize(3);
      assertThat(targetsOfManyVisits("Cookie: AWSALB=%20;")).hasSize(3);
      assertThat(targetsOfManyVisits("Cookie: AWSALB=")).hasSize(3);
    }

    @Test
    void anotherInstallationsCookieIsWorthNothing() {
      String foreign =
          new StickyCookies(InstallKey.random())
              .write(
                  new StickyCookie(
                      StickyCookie.Kind.TARGET,
                      scene.targets.hash,
                      Scene.target("a").key(),
                      Long.MAX_VALUE));

      assertThat(targetsOfManyVisits("Cookie: AWSALB=" + foreign)).hasSize(3);
    }

    private Set<String> targetsOfManyVisits(String line) {
      Set<String> targets = new HashSet<>();
      for (int i = 0; i < 30; i++) {
        targets.add(visit(forward, line).target());
      }
      return targets;
    }
  }

  @Nested
  class ApplicationCookie {
    private final Scene scene =
        new Scene(
                STICKINESS_ENABLED,
                "true",
                STICKINESS_TYPE,
                "app_cookie",
                APP_COOKIE_NAME,
                "JSESSIONID",
                APP_COOKIE_DURATION,
                "60")
            .with("a", "b", "c");
    private final WeightedForward forward = scene.forward();

    @Test
    void nothingSticksBeforeTheApplicationSetsItsCookie() {
      Visit visit = visit(forward, List.of(), "OTHER=1");

      assertThat(visit.cookies())
          .containsExactly(
              "AWSALBAPP-0=_remove_; Expires=" + IN_SEVEN_DAYS + "; Path=/",
              "AWSALBAPP-1=_remove_; Expires=" + IN_SEVEN_DAYS + "; Path=/",
              "AWSALBAPP-2=_remove_; Expires=" + IN_SEVEN_DAYS + "; Path=/",
              "AWSALBAPP-3=_remove_; Expires=" + IN_SEVEN_DAYS + "; Path=/");
      assertThat(visit(forward, "Cookie: " + visit.cookie("AWSALBAPP-0")).target())
          .isNotEqualTo(visit.target());
    }

    @Test
    void theApplicationsCookiePinsTheClient() {
      Visit login = visit(forward, List.of(), "JSESSIONID=42; Path=/");
      assertThat(login.cookie("AWSALBAPP-0")).isNotEqualTo("AWSALBAPP-0=_remove_");

      for (int i = 0; i < 5; i++) {
        Visit next = visit(forward, "Cookie: " + login.cookie("AWSALBAPP-0"));
        assertThat(next.target()).isEqualTo(login.target());
        assertThat(next.cookie("AWSALBAPP-0")).isNotEqualTo("AWSALBAPP-0=_remove_");
      }
    }

    @Test
    void chromiumSinceVersion80GetsSameSiteNone() {
      assertThat(visit(forward, List.of(CHROME), "JSESSIONID=1").cookies().getFirst())
          .endsWith("; Path=/; SameSite=None; Secure");
      assertThat(
              visit(forward, List.of("User-Agent: Chrome/79.0"), "JSESSIONID=1")
                  .cookies()
                  .getFirst())
          .endsWith("; Path=/");
    }
  }

  @Nested
  class TargetGroupCookie {
    private final Scene blue = scene("blue").with("a");
    private final Scene green = scene("green").with("b");

    private Scene scene(String name) {
      return new Scene(Groups.group(name, Groups.check(TargetGroupProtocol.HTTP, "200")));
    }

    private WeightedForward forward(int blueWeight, int greenWeight) {
      return new WeightedForward(
          List.of(
              new WeightedForward.Member(blue.targets, blueWeight),
              new WeightedForward.Member(green.targets, greenWeight)),
          60,
          blue.surroundings());
    }

    @Test
    void aClientStaysWithItsGroup() {
      Visit first = visit(forward(1, 1));
      assertThat(first.cookies().get(0))
          .matches("AWSALBTG=[A-Za-z0-9+/]+; Expires=" + IN_SEVEN_DAYS + "; Path=/");
      assertThat(first.cookies().get(1)).startsWith("AWSALBTGCORS=").endsWith("; Secure");

      for (int i = 0; i < 20; i++) {
        assertThat(visit(forward(1, 1), "Cookie: " + first.cookie("AWSALBTG")).target())
            .isEqualTo(first.target());
      }
    }

    @Test
    void aGroupOfWeightZeroKeepsTheClientsItHas() {
      String cookie = visit(forward(1, 0)).cookie("AWSALBTG");

      assertThat(visit(forward(0, 1), "Cookie: " + cookie).target()).isEqualTo("a");
    }

    @Test
    void aCookieThatDoesNotDecodeIsIgnoredAndNamed() {
      Visit visit = visit(forward(0, 1), "Cookie: AWSALBTG=abc%2F");

      assertThat(visit.target()).isEqualTo("b");
      assertThat(visit.errorReason()).isEqualTo("AWSALBTGCookieInvalid");
      assertThat(visit.cookies()).hasSize(2);
    }

    @Test
    void afterTheDurationTheChoiceIsFresh() {
      String cookie = visit(forward(1, 0)).cookie("AWSALBTG");
      blue.clock.advance(Duration.ofSeconds(61));

      assertThat(visit(forward(0, 1), "Cookie: " + cookie).target()).isEqualTo("b");
    }
  }
}
