package dev.weir.app;

import dev.weir.controller.webhook.AdmissionReviews;
import dev.weir.controller.webhook.Webhook;
import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.patch.JsonPatches;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.Admission;
import dev.weir.kube.store.KubeStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks the controller's webhooks about writes to the embedded Kubernetes API, as an API server
/// asks them over HTTPS on a cluster: same reviews, same refusals.
///
/// The webhook that gives every Service of type LoadBalancer to the controller is left out, as the
/// chart's `enableServiceMutatorWebhook: false` does: here such Services stay what they are.
final class WebhookAdmission implements Admission {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SERVICES = "mservice.elbv2.k8s.aws";

  private final AdmissionReviews reviews;
  private final KubeStore store;
  private final List<Webhook> webhooks;

  WebhookAdmission(AdmissionReviews reviews, KubeStore store) {
    this.reviews = reviews;
    this.store = store;
    this.webhooks =
        reviews.webhooks().stream().filter(each -> !each.name().equals(SERVICES)).toList();
  }

  @Override
  public void admit(Write write) {
    if (write.status()) {
      return;
    }
    ResourceType type = write.type();
    String operation = write.before() == null ? "CREATE" : "UPDATE";
    for (Webhook webhook : webhooks) {
      if (webhook.looksAt(type.group(), type.plural(), operation)
          && isSelected(webhook, Meta.namespace(write.object()))) {
        ask(webhook, write, operation);
      }
    }
  }

  private boolean isSelected(Webhook webhook, String namespace) {
    return webhook
        .namespaceLabel()
        .map(label -> label.split("=", 2))
        .map(label ->
            store
                .get(BuiltInTypes.NAMESPACE, "", namespace)
                .filter(each -> Json.text(each, "metadata", "labels", label[0]).equals(label[1]))
                .isPresent())
        .orElse(true);
  }

  private void ask(Webhook webhook, Write write, String operation) {
    String answer =
        reviews
            .answer(webhook.path(), JSON.writeValueAsString(review(write, operation)))
            .orElseThrow();
    JsonNode response = JSON.readTree(answer).path("response");
    if (!response.path("allowed").asBoolean()) {
      throw new StatusException(
          403,
          "Forbidden",
          "admission webhook \""
              + webhook.name()
              + "\" denied the request: "
              + Json.text(response, "status", "message"),
          StatusException.Details.NONE);
    }
    JsonNode patch = response.path("patch");
    if (patch.isString()) {
      apply(write.object(), JSON.readTree(Base64.getDecoder().decode(patch.asString())));
    }
  }

  private static void apply(ObjectNode object, JsonNode patch) {
    ObjectNode patched = JsonPatches.operations(object, patch);
    object.removeAll();
    object.setAll(patched);
  }

  private static ObjectNode review(Write write, String operation) {
    ResourceType type = write.type();
    ObjectNode request =
        JSON.createObjectNode()
            .put("uid", UUID.randomUUID().toString())
            .put("name", Meta.name(write.object()))
            .put("namespace", Meta.namespace(write.object()))
            .put("operation", operation);
    request.set("kind", kind(type).put("kind", type.kind()));
    request.set("resource", kind(type).put("resource", type.plural()));
    request.set("object", write.object());
    request.set("oldObject", orNull(write.before()));
    ObjectNode review =
        JSON.createObjectNode()
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview");
    review.set("request", request);
    return review;
  }

  private static ObjectNode kind(ResourceType type) {
    return JSON.createObjectNode().put("group", type.group()).put("version", type.version());
  }

  private static JsonNode orNull(@Nullable ObjectNode object) {
    return object == null ? JSON.getNodeFactory().nullNode() : object;
  }
}
