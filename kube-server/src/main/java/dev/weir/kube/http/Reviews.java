package dev.weir.kube.http;

import dev.weir.kube.object.Json;
import tools.jackson.databind.node.ObjectNode;

/// The review kinds: answered, never stored. Everybody on this loopback server may do everything.
final class Reviews {
  private static final String USER = "weir-admin";

  private Reviews() {}

  static ObjectNode answer(ObjectNode review) {
    ObjectNode answer = review.deepCopy();
    ObjectNode status = answer.putObject("status");
    switch (Json.text(review, "kind")) {
      case "SelfSubjectReview" -> user(status.putObject("userInfo"));
      case "TokenReview" -> user(status.put("authenticated", true).putObject("user"));
      case "SelfSubjectRulesReview" -> rules(status);
      default -> status.put("allowed", true);
    }
    return answer;
  }

  private static void user(ObjectNode user) {
    user.put("username", USER).putArray("groups").add("system:masters").add("system:authenticated");
  }

  private static void rules(ObjectNode status) {
    ObjectNode resource = status.putArray("resourceRules").addObject();
    resource.putArray("verbs").add("*");
    resource.putArray("apiGroups").add("*");
    resource.putArray("resources").add("*");
    ObjectNode nonResource = status.putArray("nonResourceRules").addObject();
    nonResource.putArray("verbs").add("*");
    nonResource.putArray("nonResourceURLs").add("*");
    status.put("incomplete", false);
  }
}
