package dev.weir.proxy;

import static dev.weir.proxy.Snapshots.forward;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.elb.AddressBook;
import dev.weir.elb.RuleAction;
import dev.weir.proxy.health.Pause;
import dev.weir.proxy.health.TargetHealthMonitor;
import dev.weir.proxy.log.TrafficLogs;
import dev.weir.proxy.secret.InstallKey;
import dev.weir.proxy.target.TargetGroups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine with real target selection and real logs.
class WholeProxyTest {
  private static final String ADDRESS = "127.0.5.12";
  private static final int PORT = 18970;

  @Test
  void keepsAClientWithItsGroupAndLogsTheRequest(@TempDir Path folder) throws Exception {
    try (var monitor =
            new TargetHealthMonitor(AddressBook.IDENTITY, Clock.systemUTC(), Pause.SLEEP);
        var groups = new TargetGroups(monitor, TargetGroups.Setup.real(InstallKey.random()));
        var logs =
            new TrafficLogs(
                new TrafficLogs.Settings(folder, true, 100), Clock.systemUTC(), Pause.SLEEP);
        var one = RecordingTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
        var two = RecordingTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo");
        var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY)
                    .withFrontDoor(null)
                    .withSelectors(groups)
                    .withObserver(logs))) {
      var both = new RuleAction.Forward(List.of(weighted("one"), weighted("two")), Optional.of(60));
      proxy.apply(
          new Snapshots()
              .loadBalancer("lb", ADDRESS, Map.of())
              .listener("lb", PORT, both)
              .group("one", one.port())
              .group("two", two.port())
              .build());
      try (var client = new RawClient(ADDRESS, PORT)) {
        String first = client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n").response();
        var cookie = Pattern.compile("Set-Cookie: (AWSALBTG=[^;]+);").matcher(first);
        assertThat(cookie.find()).as(first).isTrue();
        String body = first.substring(first.length() - 3);
        for (int i = 0; i < 10; i++) {
          client.send("GET /x HTTP/1.1\r\nHost: a\r\nCookie: " + cookie.group(1) + "\r\n\r\n");
          assertThat(client.response()).endsWith("\r\n\r\n" + body);
        }
      }
      logs.flush();
      try (Stream<Path> files = Files.walk(folder)) {
        String log =
            Files.readString(files.filter(WholeProxyTest::isAccessLog).findFirst().orElseThrow());
        assertThat(log.lines()).hasSize(11);
        assertThat(log)
            .startsWith("http ")
            .contains("\"GET http://a:18970/x HTTP/1.1\"", " 200 200 ", "\"forward\"");
      }
    }
  }

  private static boolean isAccessLog(Path path) {
    return Files.isRegularFile(path) && !path.getFileName().toString().startsWith("conn_log");
  }

  private static RuleAction.Forward.WeightedTargetGroup weighted(String group) {
    return new RuleAction.Forward.WeightedTargetGroup(Snapshots.groupArn(group), 1);
  }

  @Test
  void answers503WithoutTargets() throws Exception {
    try (var monitor =
            new TargetHealthMonitor(AddressBook.IDENTITY, Clock.systemUTC(), Pause.SLEEP);
        var groups = new TargetGroups(monitor, TargetGroups.Setup.real(InstallKey.random()));
        var proxy =
            Proxy.start(
                ProxyConfig.plain(AddressBook.IDENTITY)
                    .withFrontDoor(null)
                    .withSelectors(groups))) {
      proxy.apply(
          new Snapshots()
              .loadBalancer("lb", ADDRESS, Map.of())
              .listener("lb", PORT, forward("none"))
              .group("none")
              .build());
      try (var client = new RawClient(ADDRESS, PORT)) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.response())
            .startsWith("HTTP/1.1 503 Service Temporarily Unavailable\r\n");
      }
    }
  }
}
