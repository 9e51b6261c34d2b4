package dev.weir.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The workshop page's sections 5, 7 and 9 in a browser, on one page that is never loaded again
/// while the cluster changes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Needs({"kubectl", "chromium"})
class ConsoleWalkTest {
  private static final String NAME = "k8s-productcatalog-ec87bdf649";
  private static final String RULES = "/load-balancers/" + NAME + "/listeners/80";
  private static final Pattern FRONTEND = Pattern.compile("k8s-workshop-frontend-[0-9a-f]{10}");

  /// Notes every state that the first row shows, however short.
  private static final String NOTE_STATES =
      """
      document.states = [];
      new MutationObserver(() => {
        const state = document.querySelector('tbody tr .state');
        if (state && document.states.at(-1) !== state.textContent) {
          document.states.push(state.textContent);
        }
      }).observe(document, {subtree: true, childList: true, characterData: true});
      """;

  @TempDir static Path directory;
  private static WeirProcess weir;
  private static Chromium chromium;
  private static Visit visit;

  @BeforeAll
  static void start() {
    weir = WeirProcess.start(directory, "--provisioning-delay=5");
    chromium = Chromium.start();
    visit = chromium.visit(weir.console());
  }

  @AfterAll
  static void stop() {
    chromium.close();
    weir.close();
  }

  @AfterEach
  void nothingForbiddenHappened() {
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  @Order(1)
  void saysWhatToDoWhileThereIsNothing() {
    visit.open("/target-groups");
    assertThat(visit.heading("No target group yet")).isVisible();
    visit.open("/journal");
    assertThat(visit.heading("Nothing was reconciled yet")).isVisible();
    visit.open("/tester");
    assertThat(visit.heading("No load balancer yet")).isVisible();
    visit.open("/load-balancers");
    assertThat(visit.heading("No load balancer yet")).isVisible();
    assertThat(visit.page().locator("main")).containsText("kubectl apply -f examples/workshop/");
  }

  @Test
  @Order(5)
  void section5ShowsTheLoadBalancerAppearAndBecomeActive() {
    visit.open("/load-balancers");
    assertThat(visit.page().locator("#connection")).hasText("Live");
    visit.remember();
    visit.page().evaluate(NOTE_STATES);

    Workshop.apply(weir);

    Locator row = visit.rows(NAME);
    assertThat(row).containsText("active");
    assertThat(visit.page().evaluate("document.states"))
        .isEqualTo(List.of("provisioning", "active"));
    assertThat(row).containsText("internet-facing");
    assertThat(row).containsText("application");
    assertThat(row).containsText("eu-west-1a");
    assertThat(row.locator("time")).hasAttribute("title", Pattern.compile("[0-9-]+ [0-9:]+ UTC"));
    assertThat(row.locator(".dns")).hasText(Pattern.compile(NAME + "-[0-9]+\\.eu-west-1\\.elb.*"));
    assertThat(visit.page().locator(".count")).hasText("1 load balancer");
    assertThat(visit.isRemembered()).isTrue();
  }

  @Test
  @Order(6)
  void theDnsNameIsTheAddressOfTheIngress() {
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "workshop", "workshopingress");

    assertThat(visit.rows(NAME).locator(".dns")).hasText(loadBalancer.dnsName());
  }

  @Test
  @Order(7)
  void section7ShowsTheListenerWithItsDefaultAction() {
    visit.link(NAME).click();

    assertThat(visit.page()).hasURL(Pattern.compile("/load-balancers/" + NAME + "$"));
    Locator listener = visit.rows("HTTP:80").first();
    assertThat(listener).containsText("Return fixed response: 404");
    assertThat(listener).containsText("3 rules");
    assertThat(visit.heading("Ingress workshop/workshopingress")).isVisible();
    assertThat(visit.page().locator("main")).containsText("class aws-alb");
    assertThat(visit.page().locator("main")).containsText("group product-catalog");
    assertThat(visit.page().locator(".events")).containsText("SuccessfullyReconciled");
    assertThat(visit.rows("0.0.0.0/0")).containsText("TCP");
  }

  @Test
  @Order(8)
  void section7ShowsTheRulesAsEc2WritesThem() {
    visit.link("3 rules").click();

    Locator rules = visit.page().locator("tbody tr");
    assertThat(rules).hasCount(3);
    assertThat(rules.nth(0)).containsText("Path is /new or /new/*");
    assertThat(rules.nth(0)).containsText("Return fixed response: 503");
    assertThat(rules.nth(0)).containsText("workshop/workshopingress /new");
    assertThat(rules.nth(0).getByText("Backend service does not exist")).isHidden();
    rules.nth(0).getByText("more").click();
    assertThat(rules.nth(0).getByText("Backend service does not exist")).isVisible();
    assertThat(rules.nth(1)).containsText("Path is /*");
    assertThat(rules.nth(1))
        .containsText(Pattern.compile("Forward to " + FRONTEND + ": 1 \\(100%\\)"));
    assertThat(rules.nth(1)).containsText("Group-level stickiness: Off");
    assertThat(rules.nth(1)).containsText("workshop/workshopingress /");
    assertThat(rules.nth(2)).containsText("Requests otherwise not routed");
    assertThat(rules.nth(2)).containsText("Return fixed response: 404");
  }

  @Test
  @Order(9)
  void section7ShowsThePodsAsTargets() {
    visit.page().locator("tbody tr").nth(1).getByRole(AriaRole.LINK).click();

    assertThat(visit.page().locator("h1")).hasText(FRONTEND);
    assertThat(visit.page().locator(".tiles li").first()).containsText("3");
    Locator targets = visit.rows("workshop/frontend-");
    assertThat(targets).hasCount(3);
    for (Locator target : targets.all()) {
      assertThat(target).containsText("healthy");
      assertThat(target).containsText("9000");
      assertThat(target).containsText(".compute.internal");
      assertThat(target.locator("time")).hasAttribute("title", Pattern.compile(".* UTC"));
    }
  }

  @Test
  @Order(10)
  void section9ShowsTheRuleChangeAndTheTargetsTurnHealthy() {
    visit.open(RULES);
    Locator rules = visit.page().locator("tbody tr");
    assertThat(rules.nth(0)).containsText("503");
    rules.nth(2).getByText("more").click();
    assertThat(visit.page().locator("#connection")).hasText("Live");
    visit.remember();

    weir.kubectl("apply", "-f", Workshop.EXAMPLES.resolve("4-frontendnew.yaml").toString())
        .run()
        .ok();

    assertThat(rules.nth(0)).containsText(Pattern.compile("Forward to " + FRONTEND));
    assertThat(rules.nth(0)).not().containsText("503");
    assertThat(visit.isRemembered()).isTrue();
    assertThat(rules.nth(2).locator("details")).hasAttribute("open", "");

    rules.nth(0).getByRole(AriaRole.LINK).click();
    Locator healthy =
        visit
            .rows("workshop/frontendnew-")
            .filter(new Locator.FilterOptions().setHas(visit.page().locator(".mark-good")));
    assertThat(healthy).hasCount(3);
  }

  @Test
  @Order(11)
  void targetsComeAndGoOnThePageAsTheyDoInTheCluster() {
    visit.remember();
    weir.kubectl("scale", "deployment/frontendnew", "--replicas=1", "-n", "workshop").run().ok();

    assertThat(visit.rows("draining")).hasCount(2);
    assertThat(visit.isRemembered()).isTrue();
  }

  @Test
  @Order(12)
  void countsTheHitsOfEachRuleAndDrawsTheTraffic() {
    LoadBalancer loadBalancer = LoadBalancer.of(weir, "workshop", "workshopingress");
    visit.open(RULES);
    Locator hits = visit.page().locator("tbody tr td.number");
    int before = Integer.parseInt(hits.nth(1).textContent().strip());

    for (int i = 0; i < 5; i++) {
      Eventually.within(
          Duration.ofSeconds(10), () -> assertThat(loadBalancer.get("/").status()).isEqualTo(200));
    }

    assertThat(hits.nth(1)).not().hasText(String.valueOf(before));
    visit.open("/load-balancers/" + NAME);
    assertThat(visit.page().locator(".series-2xx")).not().hasCount(0);
    assertThat(visit.page().locator("svg[aria-label^='Requests in the last hour']")).isVisible();
  }

  @Test
  @Order(13)
  void theResourceMapLightsTheWayOfTheBoxWithTheFocus() {
    Locator map = visit.page().locator("svg.map");
    Locator target =
        map.getByRole(
                AriaRole.LINK,
                new Locator.GetByRoleOptions().setName(Pattern.compile(":9000, healthy")))
            .first();

    target.focus();

    visit.assertLit(map, 4, 3);
  }

  @Test
  @Order(14)
  void theTesterExplainsWithAnAddressAndSends() {
    visit.open(RULES);
    visit.link("Try a request").click();
    Locator url = visit.page().getByLabel("URL");
    url.fill(url.inputValue() + "shop?x=1");
    visit.page().getByLabel("Headers, one a line").fill("X-Canary: always");
    visit.button("Explain").click();

    assertThat(visit.page().locator("#outcome"))
        .hasText(Pattern.compile("Rule 2 wins: forward to " + FRONTEND));
    assertThat(visit.rows("path-pattern is '/shop' (expected: /new or /new/*)")).hasCount(1);
    assertThat(visit.page().locator("pre")).containsText("GET /shop?x=1 HTTP/1.1");
    assertThat(visit.page().locator("pre")).containsText("X-Canary: always");
    assertThat(visit.page().locator("pre")).containsText("X-Forwarded-Proto: http");
    assertThat(visit.page()).hasURL(Pattern.compile("/tester\\?.*shop%3Fx%3D1"));
    assertThat(visit.page().url()).doesNotContain("token");

    visit.button("Send it").click();

    assertThat(visit.heading("Answer: 200")).isVisible();
    assertThat(visit.page().locator("main")).containsText("workshop/frontend-");
    assertThat(visit.page().locator(".timings")).containsText("target");
    assertThat(visit.page().locator(".timings")).containsText("load balancer, request");
  }

  @Test
  @Order(15)
  void theJournalTellsOldAndNew() {
    visit.open("/journal");

    Locator change = visit.page().locator(".changes .modified").last();
    assertThat(change).containsText("Listener rule 80:1");
    assertThat(change.locator("del"))
        .hasText("fixed response 503 'Backend service does not exist'");
    assertThat(change.locator("ins")).hasText(Pattern.compile("forward to " + FRONTEND));
    assertThat(visit.page().locator(".changes .created").first()).isVisible();
  }

  @Test
  @Order(16)
  void aPageSurvivesARestartOfTheServerAndSaysSo() {
    visit.open("/load-balancers");
    Locator connection = visit.page().locator("#connection");
    assertThat(connection).hasText("Live");
    visit.remember();
    int port = URI.create(weir.console()).getPort();

    weir.close();
    assertThat(connection).hasText("Connection lost. Reconnecting…");
    assertThat(visit.rows(NAME)).hasCount(1);

    weir = WeirProcess.start(directory, "--console-port=" + port);
    assertThat(connection).hasText("Live");
    weir.kubectl("delete", "ingress", "workshopingress", "-n", "workshop").run().ok();
    assertThat(visit.heading("No load balancer yet")).isVisible();
    assertThat(visit.isRemembered()).isTrue();
  }
}
