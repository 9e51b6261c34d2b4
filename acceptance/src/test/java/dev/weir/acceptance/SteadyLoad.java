package dev.weir.acceptance;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One client that sends request after request until closed, and remembers what went wrong.
final class SteadyLoad implements AutoCloseable {
  private final LoadBalancer loadBalancer;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Thread client;
  private volatile boolean stopped;

  private SteadyLoad(LoadBalancer loadBalancer) {
    this.loadBalancer = loadBalancer;
    this.client = Thread.ofVirtual().unstarted(this::run);
  }

  static SteadyLoad on(LoadBalancer loadBalancer) {
    SteadyLoad load = new SteadyLoad(loadBalancer);
    load.client.start();
    return load;
  }

  /// What was answered other than 200, and what was not answered.
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void run() {
    while (!stopped) {
      try {
        Http.Answer answer = loadBalancer.get("/?delay=50ms");
        if (answer.status() != 200) {
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
