package dev.weir.kube.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The probes of one running container and what they found.
///
/// The startup probe runs first and alone; when it has succeeded the others begin. Readiness is
/// what the readiness probe says; without one, a started container is ready. A startup or liveness
/// probe that fails asks for a restart of the container and ends all probes of it.
public final class ContainerProbes implements AutoCloseable {
  /// The probes of a container; those that it does not have are empty.
  public record Specs(
      Optional<ProbeSpec> startup, Optional<ProbeSpec> readiness, Optional<ProbeSpec> liveness) {}

  /// Who wants to know. Called from the threads of the probes.
  public interface Listener {
    /// Readiness or startup changed.
    void onChange();

    /// A try failed.
    ///
    /// @param kind `Startup`, `Readiness` or `Liveness`
    void onUnhealthy(String kind, String message);

    /// The container failed its startup or liveness probe and must be restarted.
    void onRestartNeeded(String kind);
  }

  private final Specs specs;
  private final ProbeCheck check;
  private final Listener listener;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean started;
  private volatile boolean ready;
  private volatile boolean closed;

  /// Probes that do not run yet.
  ///
  /// @param ready what the container was before, when it was running before this process did
  public ContainerProbes(
      Specs specs, boolean ready, String address, PodAddresses addresses, Listener listener) {
    this.specs = specs;
    this.check = new ProbeCheck(address, addresses);
    this.listener = listener;
    this.started = specs.startup().isEmpty() || ready;
    this.ready = ready || (specs.readiness().isEmpty() && started);
  }

  /// Begins to probe; a container without probes costs no thread.
  public synchronized void start() {
    if (specs.startup().isPresent() && !started) {
      ProbeSpec startup = specs.startup().get();
      begin("Startup", new ProbeLoop(startup, check, new Startup()));
    } else {
      afterStartup();
    }
  }

  /// Whether the startup probe has succeeded or there is none.
  public boolean isStarted() {
    return started;
  }

  public boolean isReady() {
    return started && ready;
  }

  @Override
  public synchronized void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }

  private synchronized void afterStartup() {
    if (specs.readiness().isEmpty()) {
      ready = true;
    }
    specs.readiness().ifPresent(s -> begin("Readiness", new ProbeLoop(s, check, new Readiness())));
    specs.liveness().ifPresent(s -> begin("Liveness", new ProbeLoop(s, check, new Liveness())));
  }

  private void begin(String kind, ProbeLoop loop) {
    if (!closed) {
      threads.add(Thread.ofVirtual().name(kind + " probe").start(loop));
    }
  }

  private void restart(String kind) {
    if (!closed) {
      ready = false;
      close();
      listener.onRestartNeeded(kind);
    }
  }

  private final class Startup implements ProbeLoop.Outcome {
    @Override
    public boolean onSuccess() {
      started = true;
      afterStartup();
      listener.onChange();
      return false;
    }

    @Override
    public void onTryFailed(String message) {
      listener.onUnhealthy("Startup", message);
    }

    @Override
    public boolean onFailure() {
      restart("Startup");
      return false;
    }
  }

  private final class Readiness implements ProbeLoop.Outcome {
    @Override
    public boolean onSuccess() {
      become(true);
      return true;
    }

    @Override
    public void onTryFailed(String message) {
      listener.onUnhealthy("Readiness", message);
    }

    @Override
    public boolean onFailure() {
      become(false);
      return true;
    }

    private void become(boolean now) {
      if (ready != now) {
        ready = now;
        listener.onChange();
      }
    }
  }

  private final class Liveness implements ProbeLoop.Outcome {
    @Override
    public boolean onSuccess() {
      return true;
    }

    @Override
    public void onTryFailed(String message) {
      listener.onUnhealthy("Liveness", message);
    }

    @Override
    public boolean onFailure() {
      restart("Liveness");
      return false;
    }
  }
}
