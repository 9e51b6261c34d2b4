package dev.weir.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.kube.cluster.ClusterConfig;
import dev.weir.kube.pod.PodAddresses;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kubectl port-forward` with the real kubectl.
class PortForwardTest {
  private static final Pattern FORWARDING = Pattern.compile("127\\.0\\.0\\.1:(\\d+) -> 8080");

  @TempDir Path home;

  @Test
  void requestsAndLargeBodiesReachThePod() throws Exception {
    if (!Kubectl.isPresent("kubectl")) {
      System.out.println("SKIPPED: no kubectl on the PATH, port-forward was not tested");
    }
    assumeTrue(Kubectl.isPresent("kubectl"), "no kubectl on the PATH");
    Clock clock = Clock.systemUTC();
    var nodes = List.of(new ClusterConfig.NodeSpec("node-a", "127.142.0.1", "eu-west-1a"));
    var cluster =
        new ClusterConfig(
            nodes,
            "127.141",
            PodAddresses.IDENTITY,
            clock,
            Duration.ofMillis(50),
            Duration.ofMillis(100));
    var config = new KubeServerConfig(InetAddress.getLoopbackAddress(), 0, null, clock, cluster);
    try (KubeServer server = KubeServer.start(config);
        HttpClient client = HttpClient.newHttpClient()) {
      Kubectl kubectl = new Kubectl("kubectl", home, server.port());
      kubectl.run("run web --image=web --port=8080", "");
      kubectl.run("wait --for=condition=Ready pod/web --timeout=60s", "");
      Process forward = kubectl.start("port-forward pod/web :8080");
      try (BufferedReader out = forward.inputReader()) {
        URI url = URI.create("http://127.0.0.1:" + port(out) + "/through");
        for (int i = 0; i < 3; i++) {
          HttpRequest request =
              HttpRequest.newBuilder(url)
                  .version(HttpClient.Version.HTTP_1_1)
                  .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1_000_000)))
                  .build();
          HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.body()).contains("\"/through\"", "\"pod\" : \"web\"");
        }
      } finally {
        forward.destroy();
        forward.waitFor();
      }
    }
  }

  private static String port(BufferedReader out) throws Exception {
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher forwarding = FORWARDING.matcher(line);
      if (forwarding.find()) {
        return forwarding.group(1);
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("kubectl port-forward ended: " + said);
  }
}
