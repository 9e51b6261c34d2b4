package dev.weir.controller.webhook;

import dev.weir.controller.metric.ControllerMetrics;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers `AdmissionReview` objects (admission.k8s.io/v1), whoever brings them: the API server of
/// a cluster over HTTPS, or the embedded one within the process.
public final class AdmissionReviews {
  private static final Logger log = LoggerFactory.getLogger(AdmissionReviews.class);

  private final List<Webhook> webhooks;
  private final ControllerMetrics metrics;
  private final KubernetesSerialization json;

  public AdmissionReviews(
      List<Webhook> webhooks, ControllerMetrics metrics, KubernetesSerialization json) {
    this.webhooks = List.copyOf(webhooks);
    this.metrics = metrics;
    this.json = json;
  }

  public List<Webhook> webhooks() {
    return webhooks;
  }

  /// The review with its response.
  ///
  /// @return empty when no webhook has this path
  /// @throws IllegalArgumentException when the text is no review with a request
  public Optional<String> answer(String path, String review) {
    return webhooks.stream()
        .filter(webhook -> webhook.path().equals(path))
        .findFirst()
        .map(webhook -> answer(webhook, review));
  }

  private String answer(Webhook webhook, String review) {
    Map<String, Object> read = object(json.unmarshal(review, Map.class));
    Map<String, Object> request = object(read == null ? null : read.get("request"));
    if (read == null || request == null) {
      throw new IllegalArgumentException("no admission review with a request");
    }
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("uid", String.valueOf(request.get("uid")));
    fill(response, decide(webhook, request));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("apiVersion", read.getOrDefault("apiVersion", "admission.k8s.io/v1"));
    answer.put("kind", "AdmissionReview");
    answer.put("response", response);
    return json.asJson(answer);
  }

  /// What a webhook says of a write. A failure of the webhook itself refuses the write.
  private Verdict decide(Webhook webhook, Map<String, Object> request) {
    Map<String, Object> object = object(request.get("object"));
    if (object == null) {
      return new Verdict.Allowed();
    }
    AdmissionCall call =
        new AdmissionCall(
            String.valueOf(request.getOrDefault("namespace", "")),
            object,
            Optional.ofNullable(object(request.get("oldObject"))),
            json);
    try {
      Verdict verdict = webhook.decide().apply(call);
      if (verdict instanceof Verdict.Refused) {
        count(webhook, "validation");
      }
      return verdict;
    } catch (RuntimeException e) {
      log.warn("webhook {} failed: {}", webhook.name(), e.toString());
      count(webhook, "internal");
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    }
  }

  private void count(Webhook webhook, String category) {
    if (webhook.mutating()) {
      metrics.countMutationFailure(webhook.name(), category);
    } else {
      metrics.countValidationFailure(webhook.name(), category);
    }
  }

  private void fill(Map<String, Object> response, Verdict verdict) {
    switch (verdict) {
      case Verdict.Allowed _ -> response.put("allowed", true);
      case Verdict.Patched(List<Map<String, Object>> operations) -> {
        response.put("allowed", true);
        response.put("patchType", "JSONPatch");
        response.put(
            "patch",
            Base64.getEncoder()
                .encodeToString(json.asJson(operations).getBytes(StandardCharsets.UTF_8)));
      }
      case Verdict.Refused(String message) -> {
        response.put("allowed", false);
        response.put("status", Map.of("code", 403, "reason", "Forbidden", "message", message));
      }
    }
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static @Nullable Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
  }
}
