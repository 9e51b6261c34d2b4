package dev.weir.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every page of the console: it can be used by everyone, on any screen and without
/// JavaScript, and nothing that the cluster or another site writes does anything.
@Needs({"kubectl", "chromium"})
class ConsolePagesTest {
  private static final String NAME = "k8s-productcatalog-ec87bdf649";
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String HOSTILE =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: hostile
        namespace: workshop
        annotations:
          alb.ingress.kubernetes.io/scheme: internal
          alb.ingress.kubernetes.io/target-type: ip
          alb.ingress.kubernetes.io/healthcheck-path: /SCRIPT
          alb.ingress.kubernetes.io/tags: note=SCRIPT
          alb.ingress.kubernetes.io/actions.answer: '{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/html","statusCode":"200","messageBody":"SCRIPT"}}'
          alb.ingress.kubernetes.io/conditions.answer: '[{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-Note","values":["SCRIPT"]}}]'
      spec:
        ingressClassName: aws-alb
        rules:
        - http:
            paths:
            - {path: /a, pathType: Prefix, backend: {service: {name: answer, port: {name: use-annotation}}}}
            - {path: /, pathType: Prefix, backend: {service: {name: frontend, port: {number: 80}}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: broken
        namespace: workshop
        annotations: {alb.ingress.kubernetes.io/scheme: "SCRIPT"}
      spec:
        ingressClassName: aws-alb
        defaultBackend: {service: {name: frontend, port: {number: 80}}}
      """
          .replace("SCRIPT", SCRIPT);

  @TempDir static Path directory;
  private static WeirProcess weir;
  private static Chromium chromium;
  private static List<String> pages;

  @BeforeAll
  static void start() {
    weir = WeirProcess.start(directory);
    chromium = Chromium.start();
    Workshop.apply(weir);
    weir.kubectl("apply", "-f", "-").run(HOSTILE).ok();
    LoadBalancer workshop = LoadBalancer.of(weir, "workshop", "workshopingress");
    LoadBalancer.of(weir, "workshop", "hostile");
    Eventually.within(
        Duration.ofSeconds(30), () -> assertThat(workshop.get("/").status()).isEqualTo(200));
    pages = pages(workshop);
  }

  /// Every page, found by its links from the two lists.
  private static List<String> pages(LoadBalancer workshop) {
    List<String> found = new ArrayList<>(List.of("/load-balancers", "/target-groups", "/journal"));
    Visit visit = chromium.visit(weir.console());
    for (String list : List.of("/load-balancers", "/target-groups")) {
      visit.open(list);
      for (Locator link : visit.page().locator("tbody th a").all()) {
        found.add(link.getAttribute("href"));
        if (list.equals("/load-balancers")) {
          found.add(link.getAttribute("href") + "/listeners/80");
        }
      }
    }
    found.add("/tester");
    found.add("/tester?url=http://" + workshop.dnsName() + "/x&headers=X-Note:" + SCRIPT);
    found.add("/tester?url=" + SCRIPT);
    found.add("/load-balancers?q=" + SCRIPT);
    found.add("/load-balancers/missing");
    return found;
  }

  @AfterAll
  static void stop() {
    chromium.close();
    weir.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axeFindsNothingWrongOnAnyPage(ColorScheme scheme) {
    Visit visit =
        chromium.visit(weir.console(), new Browser.NewContextOptions().setColorScheme(scheme));
    assertThat(pages).hasSizeGreaterThan(12);
    for (String page : pages) {
      visit.open(page);
      assertThat(visit.axeViolations()).as("%s %s", page, scheme).isEmpty();
    }
  }

  @Test
  void noPageIsWiderThanANarrowScreen() {
    Visit visit =
        chromium.visit(weir.console(), new Browser.NewContextOptions().setViewportSize(360, 740));
    for (String page : pages) {
      visit.open(page);
      assertThat(visit.overflow()).as(page).isZero();
      assertThat(visit.axeViolations()).as(page).isEmpty();
    }
  }

  @Test
  void markupOfTheClusterAndOfRequestsDoesNothing() {
    Visit visit = chromium.visit(weir.console());
    int shown = 0;
    for (String page : pages) {
      visit.open(page);
      shown += visit.page().getByText(SCRIPT).count() > 0 ? 1 : 0;
      assertThat(visit.page().locator("main script")).hasCount(0);
    }
    assertThat(shown).isGreaterThan(4);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void theJournalNamesTheObjectOfAnErrorAndTellsARetryOnce() {
    Visit visit = chromium.visit(weir.console());
    visit.open("/journal");

    Locator failed = visit.page().locator("li.failed");
    assertThat(failed).hasCount(1);
    assertThat(failed).containsText("unknown scheme: " + SCRIPT);
    assertThat(failed).containsText("Ingress workshop/broken");
    assertThat(failed).containsText("alb.ingress.kubernetes.io/scheme");
    assertThat(failed).containsText("times, the last");
  }

  @Test
  void theAnswerOfATargetIsTextInTheTester() {
    Visit visit = chromium.visit(weir.console());
    LoadBalancer hostile = LoadBalancer.of(weir, "workshop", "hostile");
    visit.open("/tester?url=http://" + hostile.dnsName() + "/a&headers=X-Note:" + SCRIPT);
    assertThat(visit.page().locator("#outcome")).hasText("Rule 1 wins: return fixed response 200");

    visit.button("Send it").click();

    assertThat(visit.heading("Answer: 200")).isVisible();
    assertThat(visit.page().locator("pre").nth(1)).hasText(SCRIPT);
    assertThat(visit.page().locator("main")).containsText("the load balancer itself");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void everythingButLiveUpdatesWorksWithoutJavaScript() {
    Visit visit =
        chromium.visit(weir.console(), new Browser.NewContextOptions().setJavaScriptEnabled(false));
    visit.open("/load-balancers?q=nothing-like-this");
    assertThat(visit.page().locator("main")).containsText("Nothing matches");
    visit.page().getByLabel("Search load balancers").fill("PRODUCTCAT");
    visit.button("Search").click();
    assertThat(visit.page().locator("tbody tr")).hasCount(1);
    visit.link("Created").click();
    assertThat(visit.page()).hasURL(Pattern.compile("q=PRODUCTCAT&sort=created"));
    visit.link(NAME).click();
    Locator map = visit.page().locator("svg.map");
    map.locator("rect").last().hover();
    visit.assertLit(map, 4, 3);
    visit.link("3 rules").click();
    visit.page().locator("tbody tr").first().getByText("more").click();
    assertThat(visit.page().getByText("Backend service does not exist")).isVisible();
    visit.link("Try a request").click();
    visit.button("Explain").click();
    assertThat(visit.page().locator("#outcome")).containsText("Rule 2 wins");
    visit.button("Send it").click();
    assertThat(visit.heading("Answer: 200")).isVisible();
    // Chromium told not to run scripts still does not draw what stands in for them.
    assertThat(visit.page().content()).contains("<noscript><p>JavaScript is off");
  }

  @Test
  void searchingAsOneTypesMovesTheAddressAndBackReturns() {
    Visit visit = chromium.visit(weir.console());
    visit.open("/load-balancers");
    visit.remember();
    Locator search = visit.page().getByLabel("Search load balancers");

    search.pressSequentially("hostile");

    assertThat(visit.page().locator("tbody tr")).hasCount(1);
    assertThat(visit.page()).hasURL(Pattern.compile("/load-balancers\\?q=hostile&sort=name$"));
    assertThat(search).isFocused();
    assertThat(visit.isRemembered()).isTrue();
    visit.page().locator("tbody th a").click();
    assertThat(visit.page().locator("h1")).containsText("hostile");
    visit.page().goBack();
    assertThat(visit.page().locator("tbody tr")).hasCount(1);
    assertThat(visit.page().getByLabel("Search load balancers")).hasValue("hostile");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void theKeyboardSkipsToTheContentAndOpensALoadBalancer() {
    Visit visit = chromium.visit(weir.console());
    visit.open("/load-balancers?q=productcatalog");

    visit.page().keyboard().press("Tab");
    assertThat(visit.link("Skip to content")).isFocused();
    visit.page().keyboard().press("Enter");
    assertThat(visit.page().locator("main")).isFocused();
    Locator name = visit.link(NAME);
    for (int i = 0;
        i < 20 && !Boolean.TRUE.equals(name.evaluate("e => e === document.activeElement"));
        i++) {
      visit.page().keyboard().press("Tab");
    }
    assertThat(name).isFocused();
    assertThat((String) name.evaluate("e => getComputedStyle(e).outlineStyle")).isEqualTo("solid");
    visit.page().keyboard().press("Enter");
    assertThat(visit.page().locator("h1")).hasText(NAME);
  }

  @Test
  void onlyOwnNamesAreAnswered() {
    URI console = URI.create(weir.console());
    for (String host : List.of("evil.example", "127.0.0.1.evil.example", "evil.localhost")) {
      Http.Answer answer =
          Http.get(
              "127.0.0.1", console.getPort(), host + ":" + console.getPort(), "/load-balancers");
      assertThat(answer.status()).as(host).isEqualTo(421);
      assertThat(answer.body()).doesNotContain(NAME);
    }
    Http.Answer own = Http.get("127.0.0.1", console.getPort(), "localhost", "/load-balancers");
    assertThat(own.status()).isEqualTo(200);
    assertThat(own.headers().get("content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void headAnswersLikeGetWithoutThePage() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : List.of("/load-balancers", "/load-balancers/absent")) {
        URI page = URI.create(weir.console() + path);
        var head =
            client.send(
                HttpRequest.newBuilder(page).HEAD().build(), HttpResponse.BodyHandlers.ofString());
        var get =
            client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
        assertThat(head.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(head.body()).isEmpty();
      }
    }
  }

  @Test
  void noOtherSiteCanSendARequest() {
    Visit visit = chromium.visit(weir.console());
    visit.open("/tester");
    String token = visit.page().locator("input[name=token]").inputValue();
    String form =
        "<form method=post action='%s/tester'><input name=token value='%s'><input name=url value='http://x/'>"
            + "<button name=send>go</button></form>";

    Visit elsewhere = chromium.visit(weir.console());
    elsewhere.page().setContent(form.formatted(weir.console(), token));
    elsewhere.button("go").click();
    assertThat(elsewhere.page().locator("body")).containsText("from its own page only");

    visit.page().locator("input[name=token]").evaluate("e => e.value = 'guessed'");
    visit.button("Send it").click();
    assertThat(visit.page().locator("body")).containsText("from its own page only");
  }
}
