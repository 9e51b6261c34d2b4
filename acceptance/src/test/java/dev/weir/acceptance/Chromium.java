package dev.weir.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Debian's Chromium, driven by Playwright, which is kept from downloading browsers of its own.
final class Chromium implements AutoCloseable {
  /// Long, because it only ends a test that fails.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(path())
                    .setChromiumSandbox(false)
                    .setArgs(
                        List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new Chromium(playwright, browser);
  }

  private static Path path() {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(directory, "chromium");
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new IllegalStateException("chromium is not on the PATH");
  }

  /// A page with the usual settings.
  Visit visit(String console) {
    return visit(console, new Browser.NewContextOptions());
  }

  /// A page in a profile of its own; closed with the browser.
  Visit visit(String console, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options.setBaseURL(console));
    context.setDefaultTimeout(PATIENCE.toMillis());
    Page page = context.newPage();
    return new Visit(page, console);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
