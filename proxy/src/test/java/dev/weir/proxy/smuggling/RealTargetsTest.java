package dev.weir.proxy.smuggling;

import static dev.weir.proxy.Snapshots.fixed;
import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.RuleCondition;
import dev.weir.proxy.Proxy;
import dev.weir.proxy.ProxyConfig;
import dev.weir.proxy.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole corpus through the load balancer to servers that other people wrote, some of them told
/// to be as lenient as they can.
///
/// Rules refuse a path, a host, a method and a header: no server may ever see one of those. Every
/// request that a server saw is one that the load balancer forwarded, and seen as it was forwarded.
/// After each case somebody else asks for something over the same connections, and gets that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealTargetsTest {
  private static final String ADDRESS = "127.0.5.20";
  private static final int FIRST_PORT = 18700;
  private static final List<String> MODES = List.of("monitor", "defensive", "strictest");

  private final Forwarding forwarding = new Forwarding();
  private final Map<String, Backend> backends = new LinkedHashMap<>();
  private final Map<String, List<Future<List<String>>>> runs = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Proxy proxy =
      Proxy.start(
          ProxyConfig.plain(AddressBook.IDENTITY)
              .withEventLoops(1)
              .withFrontDoor(null)
              .withObserver(forwarding));

  /// Starts a server in a folder of its own.
  private interface Start {
    Backend in(Path folder) throws IOException;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    program(folder, "nginx", "nginx", ProgramBackend::nginx);
    program(folder, "haproxy", "haproxy", ProgramBackend::haproxy);
    program(folder, "apache", "apache2", ProgramBackend::apache);
    program(folder, "node", "node", in -> ProgramBackend.node(in, false));
    program(folder, "node-lenient", "node", in -> ProgramBackend.node(in, true));
    backends.put("jetty", JavaBackend.jetty(false));
    backends.put("jetty-lenient", JavaBackend.jetty(true));
    backends.put("jdk", JavaBackend.jdk());
    var snapshots = new Snapshots();
    for (String mode : MODES) {
      snapshots.loadBalancer(mode, ADDRESS, Map.of("routing.http.desync_mitigation_mode", mode));
    }
    int port = FIRST_PORT;
    for (var backend : backends.entrySet()) {
      snapshots.group(backend.getKey(), backend.getValue().port());
      for (String mode : MODES) {
        rules(snapshots, mode, port++, backend.getKey());
      }
    }
    assertThat(proxy.apply(snapshots.build()).failures()).isEmpty();
    port = FIRST_PORT;
    for (String name : backends.keySet()) {
      List<Future<List<String>>> all = new ArrayList<>();
      for (String mode : MODES) {
        var run = new CorpusRun(ADDRESS, port++, name + "-" + mode, mode.equals("defensive"));
        all.add(threads.submit(run::failures));
      }
      runs.put(name, all);
    }
  }

  private void program(Path folder, String name, String program, Start start) throws IOException {
    if (ProgramBackend.isInstalled(program)) {
      backends.put(name, start.in(Files.createDirectories(folder.resolve(name))));
    }
  }

  private static void rules(Snapshots snapshots, String mode, int port, String group) {
    List<String> none = List.of();
    snapshots.listener(mode, port, forward(group));
    snapshots.rule(
        mode, port, 1, new RuleCondition.PathPattern(List.of("/smuggled*"), none), fixed(403, ""));
    snapshots.rule(
        mode,
        port,
        2,
        new RuleCondition.HostHeader(List.of("forbidden.test"), none),
        fixed(403, ""));
    snapshots.rule(
        mode, port, 3, new RuleCondition.HttpRequestMethod(List.of("FORBIDDEN")), fixed(403, ""));
    snapshots.rule(
        mode,
        port,
        4,
        new RuleCondition.HttpHeader("X-Forbidden", List.of("*"), none),
        fixed(403, ""));
  }

  @AfterAll
  void stop() throws IOException {
    threads.shutdownNow();
    proxy.close();
    for (Backend backend : backends.values()) {
      backend.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx",
        "haproxy",
        "apache",
        "node",
        "node-lenient",
        "jetty",
        "jetty-lenient",
        "jdk"
      })
  void seesWhatTheRulesSawAndNothingElse(String name) throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        backends.containsKey(name), name + " is not installed");
    List<String> failures = new ArrayList<>();
    for (Future<List<String>> run : runs.get(name)) {
      failures.addAll(run.get());
    }
    failures.addAll(foundByTheServer(name));
    assertThat(failures).isEmpty();
  }

  private List<String> foundByTheServer(String name) throws IOException {
    int first = FIRST_PORT + List.copyOf(backends.keySet()).indexOf(name) * MODES.size();
    Map<String, Integer> left = new java.util.HashMap<>();
    for (int port = first; port < first + MODES.size(); port++) {
      for (Forwarding.Sent one : forwarding.from(port)) {
        left.merge(one.method().toUpperCase(Locale.ROOT) + " " + one.target(), 1, Integer::sum);
      }
    }
    List<String> failures = new ArrayList<>();
    for (Backend.Seen one : backends.get(name).seen()) {
      String line = one.method().toUpperCase(Locale.ROOT) + " " + one.target();
      if (one.target().startsWith("/smuggled")
          || one.host().contains("forbidden")
          || one.method().contains("FORBIDDEN")
          || one.forbidden().contains("yes")) {
        failures.add("the server found what a rule refuses: " + one);
      } else if (!one.status().equals("400")
          && line.chars()
              .allMatch(c -> c > 0x20 && c < 0x7f && "\"\\<>^`{|}".indexOf(c) < 0 || c == ' ')
          && left.merge(line, -1, Integer::sum) < 0) {
        failures.add("the server found what was not forwarded: " + one);
      }
    }
    return failures;
  }
}
