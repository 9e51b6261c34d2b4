package dev.weir.controller.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes core/v1 Events about objects, in order and in the background.
///
/// The same event again (object, type, reason, message but for AWS request ids) only raises the
/// count of the first one. An event that cannot be written is logged and forgotten: events never
/// fail a reconcile.
public final class EventRecorder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
  private static final int REMEMBERED = 4096;

  /// What differs between two failures of the same AWS call.
  private static final Pattern REQUEST =
      Pattern.compile("Request ID: [^,)]*|SDK Attempt Count: \\d+");

  private final KubernetesClient client;
  private final Clock clock;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("events").factory());
  private final Map<Key, Recorded> recorded = lastUsed();

  private record Key(String uid, String component, String type, String reason, String message) {}

  private record Recorded(String namespace, String name, int count) {}

  public EventRecorder(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /// @param component who reports: `ingress`, `service` or `targetGroupBinding`
  public void normal(HasMetadata object, String component, String reason, String message) {
    record(object, component, "Normal", reason, message);
  }

  public void warning(HasMetadata object, String component, String reason, String message) {
    record(object, component, "Warning", reason, message);
  }

  /// Writes what is waiting, for at most five seconds.
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void record(
      HasMetadata object, String component, String type, String reason, String message) {
    if (writer.isShutdown()) {
      return;
    }
    Instant now = clock.instant();
    Key key =
        new Key(
            Objects.requireNonNullElse(object.getMetadata().getUid(), ""),
            component,
            type,
            reason,
            REQUEST.matcher(message).replaceAll(""));
    writer.execute(() -> write(object, key, message, now));
  }

  private void write(HasMetadata object, Key key, String message, Instant now) {
    try {
      Optional<Recorded> earlier = Optional.ofNullable(recorded.get(key));
      Optional<Recorded> raised = earlier.flatMap(event -> raise(event, now));
      recorded.put(key, raised.orElseGet(() -> create(object, key, message, now)));
    } catch (KubernetesClientException e) {
      log.warn("cannot write event {} {}: {}", key.reason(), message, e.getMessage());
    }
  }

  private Optional<Recorded> raise(Recorded event, Instant now) {
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("count", event.count() + 1);
    patch.put("lastTimestamp", seconds(now));
    try {
      client
          .v1()
          .events()
          .inNamespace(event.namespace())
          .withName(event.name())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              client.getKubernetesSerialization().asJson(patch));
      return Optional.of(new Recorded(event.namespace(), event.name(), event.count() + 1));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Recorded create(HasMetadata object, Key key, String message, Instant now) {
    var metadata = object.getMetadata();
    String namespace = Objects.requireNonNullElse(metadata.getNamespace(), "default");
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    String name = metadata.getName() + "." + Long.toHexString(nanos + recorded.size());
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion(object.getApiVersion())
            .withKind(object.getKind())
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .withResourceVersion(metadata.getResourceVersion())
            .endInvolvedObject()
            .withType(key.type())
            .withReason(key.reason())
            .withMessage(message)
            .withNewSource()
            .withComponent(key.component())
            .endSource()
            .withReportingComponent(key.component())
            .withFirstTimestamp(seconds(now))
            .withLastTimestamp(seconds(now))
            .withCount(1)
            .build();
    client.v1().events().inNamespace(namespace).resource(event).create();
    return new Recorded(namespace, name, 1);
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Map<Key, Recorded> lastUsed() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Key, Recorded> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
