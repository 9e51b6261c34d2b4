package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A page of the console with everything that must not happen on it: scripts that ran, violations
/// of its Content-Security-Policy, errors, and requests to other hosts.
final class Visit {
  private static final String AXE = resource("/axe.min.js");

  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Visit(Page page, String console) {
    this.page = page;
    page.addInitScript(
        "addEventListener('securitypolicyviolation', e => console.error("
            + "'CSP violation: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))");
    page.onDialog((Dialog dialog) -> {
      complaints.add("dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.onPageError(error -> complaints.add("error: " + error));
    page.onConsoleMessage(message -> {
      boolean serverAway = message.text().contains("net::ERR_");
      boolean expected = message.text().contains("the server responded with a status of 4");
      if (!message.type().equals("log") && !serverAway && !expected) {
        complaints.add(message.type() + ": " + message.text());
      }
    });
    page.onRequest(request -> {
      if (!request.url().startsWith(console + "/")) {
        complaints.add("request to " + request.url());
      }
    });
  }

  Page page() {
    return page;
  }

  Visit open(String path) {
    page.navigate(path);
    return this;
  }

  /// What must not happen and did.
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  Locator heading(String text) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  Locator link(String text) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  Locator button(String text) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  /// The rows of the page's table bodies that contain a text.
  Locator rows(String text) {
    return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
  }

  /// Notes in the document that it was not loaded again since.
  void remember() {
    page.evaluate("document.remembered = true");
  }

  boolean isRemembered() {
    return Boolean.TRUE.equals(page.evaluate("document.remembered === true"));
  }

  /// Waits until the resource map has this many boxes and lines lit and all others dimmed.
  void assertLit(Locator map, int boxes, int lines) {
    String lit =
        """
        e => [...e.querySelectorAll('SELECTOR')]
            .filter(part => getComputedStyle(part.closest('.box') || part).opacity === '1').length
        """;
    assertThat(map.locator(".box").count()).isGreaterThan(boxes);
    Eventually.within(
        Duration.ofSeconds(30),
        () -> {
          assertThat(map.evaluate(lit.replace("SELECTOR", ".box"))).isEqualTo(boxes);
          assertThat(map.evaluate(lit.replace("SELECTOR", ".edge"))).isEqualTo(lines);
        });
  }

  /// By how many pixels the page is wider than the window.
  int overflow() {
    return ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
  }

  /// What axe-core finds wrong: the rule, what it is about, and where.
  List<String> axeViolations() {
    page.evaluate(AXE);
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                .flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ' at ' + n.target.join(' ')
                    + ' ' + (n.failureSummary || '')))
            """);
    List<String> violations = new ArrayList<>();
    ((List<?>) found).forEach(each -> violations.add(String.valueOf(each)));
    return violations;
  }

  private static String resource(String name) {
    try (InputStream in = Visit.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
