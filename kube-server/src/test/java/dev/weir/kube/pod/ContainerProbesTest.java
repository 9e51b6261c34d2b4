package dev.weir.kube.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainerProbesTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final ContainerProbes.Listener listener =
      new ContainerProbes.Listener() {
        @Override
        public void onChange() {
          heard.add("change");
        }

        @Override
        public void onUnhealthy(String kind, String message) {
          heard.add(kind + ": " + message);
        }

        @Override
        public void onRestartNeeded(String kind) {
          heard.add("restart after " + kind);
        }
      };
  private final SimulatedPod pod =
      new SimulatedPod("127.52.0.1", PodAddresses.IDENTITY, Clock.systemUTC());

  @AfterEach
  void close() {
    pod.closeNow();
  }

  @Test
  void aContainerWithoutProbesIsReadyAtOnce() {
    try (var probes = probes(none(), none(), none())) {
      probes.start();

      assertThat(probes.isReady()).isTrue();
      assertThat(probes.isStarted()).isTrue();
    }
  }

  @Test
  void aReadinessProbeDecidesWhetherTheContainerIsReady() throws Exception {
    serve(8080);
    try (var probes = probes(none(), Optional.of(get(8080, "/ok", 1)), none())) {
      assertThat(probes.isReady()).isFalse();

      probes.start();

      assertThat(next()).isEqualTo("change");
      assertThat(probes.isReady()).isTrue();
      assertThat(pod.log("main").after(0).getFirst().text()).contains("GET /ok HTTP/1.1");
    }
  }

  @Test
  void aFailingPathIsToldInTheWordsOfTheKubelet() throws Exception {
    serve(8080);
    try (var probes = probes(none(), Optional.of(get(8080, "/status/503", 1)), none())) {
      probes.start();

      assertThat(next()).isEqualTo("Readiness: HTTP probe failed with statuscode: 503");
      assertThat(probes.isReady()).isFalse();
    }
  }

  @Test
  void anHttpsProbeSpeaksTls() throws Exception {
    serve(8443);
    var spec = spec(new ProbeSpec.Check.HttpGet(true, 8443, "", "/ok", Map.of()), 1);
    try (var probes = probes(none(), Optional.of(spec), none())) {
      probes.start();

      assertThat(next()).isEqualTo("change");
      assertThat(probes.isReady()).isTrue();
    }
  }

  @Test
  void aConnectionThatIsRefusedIsAFailedTcpProbe() throws Exception {
    var spec = spec(new ProbeSpec.Check.TcpSocket(8089), 1);
    try (var probes = probes(none(), Optional.of(spec), none())) {
      probes.start();

      assertThat(next()).isEqualTo("Readiness: dial tcp 127.52.0.1:8089: Connection refused");
    }
  }

  @Test
  void aLivenessProbeThatFailsOftenEnoughAsksForARestartOnce() throws Exception {
    serve(8080);
    try (var probes = probes(none(), none(), Optional.of(get(8080, "/status/500", 2)))) {
      probes.start();

      assertThat(next()).startsWith("Liveness: ");
      assertThat(next()).startsWith("Liveness: ");
      assertThat(next()).isEqualTo("restart after Liveness");
      assertThat(probes.isReady()).isFalse();
    }
  }

  @Test
  void readinessIsProbedOnlyAfterTheStartupProbeSucceeded() throws Exception {
    var startup = spec(new ProbeSpec.Check.TcpSocket(8081), 100);
    try (var probes = probes(Optional.of(startup), Optional.of(get(8081, "/ready", 1)), none())) {
      probes.start();
      assertThat(next()).startsWith("Startup: dial tcp");
      assertThat(probes.isStarted()).isFalse();

      serve(8081);

      String heardNext = next();
      while (heardNext.startsWith("Startup: ")) {
        heardNext = next();
      }
      assertThat(heardNext).isEqualTo("change");
      assertThat(probes.isStarted()).isTrue();
      assertThat(next()).isEqualTo("change");
      assertThat(probes.isReady()).isTrue();
    }
  }

  @Test
  void aCommandSucceedsBecauseThereIsNothingToRun() throws Exception {
    var spec = spec(new ProbeSpec.Check.Exec(), 1);
    try (var probes = probes(none(), Optional.of(spec), none())) {
      probes.start();

      assertThat(next()).isEqualTo("change");
      assertThat(probes.isReady()).isTrue();
    }
  }

  private ContainerProbes probes(
      Optional<ProbeSpec> startup, Optional<ProbeSpec> readiness, Optional<ProbeSpec> liveness) {
    return new ContainerProbes(
        new ContainerProbes.Specs(startup, readiness, liveness),
        false,
        "127.52.0.1",
        PodAddresses.IDENTITY,
        listener);
  }

  private void serve(int port) {
    var context = new EchoContext("a", "", "", "p", "127.52.0.1", "n", "i");
    assertThat(pod.serve(List.of(new ServedPort(port, "main", context, true)))).isEmpty();
  }

  private String next() throws InterruptedException {
    return Optional.ofNullable(heard.poll(60, TimeUnit.SECONDS)).orElse("nothing within 60 s");
  }

  private static ProbeSpec get(int port, String path, int failureThreshold) {
    return spec(new ProbeSpec.Check.HttpGet(false, port, "", path, Map.of()), failureThreshold);
  }

  private static ProbeSpec spec(ProbeSpec.Check check, int failureThreshold) {
    return new ProbeSpec(
        check, Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(10), 1, failureThreshold);
  }

  private static Optional<ProbeSpec> none() {
    return Optional.empty();
  }
}
