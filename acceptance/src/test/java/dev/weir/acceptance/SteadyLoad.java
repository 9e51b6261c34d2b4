package dev.weir.acceptance;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One client that sends request after request until closed, and remembers what went wrong.
final class SteadyLoad implements AutoCloseable {
  private final LoadBalancer loadBalancer;
  private final String path;
  private final String expected;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Thread client;
  private volatile boolean stopped;

  private SteadyLoad(LoadBalancer loadBalancer, String path, String expected) {
    this.loadBalancer = loadBalancer;
    this.path = path;
    this.expected = expected;
    this.client = Thread.ofVirtual().unstarted(this::run);
  }

  static SteadyLoad on(LoadBalancer loadBalancer) {
    return on(loadBalancer, "/?delay=50ms", "");
  }

  /// @param expected what every answer must contain
  static SteadyLoad on(LoadBalancer loadBalancer, String path, String expected) {
    SteadyLoad load = new SteadyLoad(loadBalancer, path, expected);
    load.client.start();
    return load;
  }

  /// What was answered other than 200 with what was expected, and what was not answered.
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void run() {
    while (!stopped) {
      try {
        Http.Answer answer = loadBalancer.get(path);
        if (answer.status() != 200 || !answer.body().contains(expected)) {
          failures.add(answer.status() + " " + answer.body());
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    client.join();
  }
}
