package dev.weir.kube.validate;

import dev.weir.kube.object.Json;
import dev.weir.kube.store.Admission.Write;
import dev.weir.kube.store.Selector;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the API server demands of the kinds that make pods from a template.
final class WorkloadRules {
  private static final List<String> STATEFUL_SET_MAY_CHANGE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  private WorkloadRules() {}

  static void check(Write write, FieldErrors errors) {
    JsonNode spec = write.object().path("spec");
    String kind = write.type().kind();
    if (kind.equals("Job")) {
      job(write, spec, errors);
    } else if (!selector(write, spec, errors)) {
      return;
    }
    if (Json.number(spec, 0, "replicas") < 0) {
      errors.invalid("spec.replicas", spec.path("replicas"), "must be greater than or equal to 0");
    }
    JsonNode template = spec.path("template");
    if (!template.isObject()) {
      return;
    }
    MetadataRules.labels(template, "spec.template.metadata.labels", errors);
    PodRules.check(template.path("spec"), "spec.template.spec", errors);
    String restart = Json.text(template, "spec", "restartPolicy");
    if (!kind.equals("Job") && (restart.equals("Never") || restart.equals("OnFailure"))) {
      errors.unsupported(
          "spec.template.spec.restartPolicy",
          Json.at(template, "spec", "restartPolicy"),
          List.of("Always"));
    }
  }

  /// @return false if nothing else is worth telling
  private static boolean selector(Write write, JsonNode spec, FieldErrors errors) {
    JsonNode selector = spec.path("selector");
    ObjectNode before = write.before();
    String kind = write.type().kind();
    if (before != null && !Json.at(before, "spec", "selector").equals(selector)) {
      errors.invalid("spec.selector", selector, "field is immutable");
      return false;
    }
    if (kind.equals("StatefulSet") && before != null) {
      statefulSetKeeps(before.path("spec"), spec, errors);
    }
    if (selector.isObject()
        && Json.at(selector, "matchLabels").isEmpty()
        && Json.list(selector, "matchExpressions").isEmpty()) {
      errors.invalid(
          "spec.selector",
          selector,
          "empty selector is invalid for " + kind.toLowerCase(Locale.ROOT));
    }
    JsonNode template = spec.path("template");
    if (selector.isObject()
        && template.isObject()
        && !Selector.labelSelector(selector).matches(template)) {
      JsonNode labels = Json.at(template, "metadata", "labels");
      errors.invalid(
          "spec.template.metadata.labels",
          labels.isObject() ? labels : Json.object(),
          "`selector` does not match template `labels`");
    }
    return true;
  }

  private static void statefulSetKeeps(JsonNode before, JsonNode now, FieldErrors errors) {
    if (!without(before).equals(without(now))) {
      errors.forbidden(
          "spec",
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
              + " 'updateStrategy', 'revisionHistoryLimit',"
              + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    }
  }

  private static JsonNode without(JsonNode spec) {
    JsonNode copy = spec.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(STATEFUL_SET_MAY_CHANGE);
    }
    return copy;
  }

  private static void job(Write write, JsonNode spec, FieldErrors errors) {
    ObjectNode before = write.before();
    JsonNode template = spec.path("template");
    if (before != null && !Json.at(before, "spec", "template").equals(template)) {
      errors.invalid("spec.template", template, "field is immutable");
    }
    if (before != null && !Json.at(before, "spec", "selector").equals(spec.path("selector"))) {
      errors.invalid("spec.selector", spec.path("selector"), "field is immutable");
    }
    if (Json.text(template, "spec", "restartPolicy").equals("Always")) {
      errors.required("spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
    }
  }
}
