package dev.weir.planner.change;

import dev.weir.planner.stack.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The two sides of a resource, reduced to what deploying compares: settings that a plan leaves
/// open keep the value that they have, and some that a plan gives are used only when a resource is
/// made.
///
/// @param observed what exists
/// @param desired what is planned
record ComparedSpec(ObjectNode observed, ObjectNode desired) {

  static ComparedSpec of(ResourceType type, ObjectNode observed, ObjectNode desired) {
    ComparedSpec sides = new ComparedSpec(observed, desired);
    sides.keepChosenKeys("loadBalancerAttributes");
    sides.keepChosenKeys("targetGroupAttributes");
    sides.keepChosenKeys("listenerAttributes");
    sides.removeForeignTags();
    switch (type) {
      case LOAD_BALANCER -> sides.reduceLoadBalancer();
      case TARGET_GROUP -> sides.reduceTargetGroup();
      case LISTENER -> sides.keepWhereDesired("sslPolicy", "alpnPolicy", "mutualAuthentication");
      case SECURITY_GROUP -> sides.reduceSecurityGroup();
      case TARGET_GROUP_BINDING -> sides.reduceBinding();
      case LISTENER_RULE,
          CERTIFICATE,
          WEB_ACL_ASSOCIATION,
          CLASSIC_WEB_ACL_ASSOCIATION,
          SHIELD_PROTECTION,
          FRONTEND_NLB_TARGET_GROUP -> {}
    }
    ActionDefaults.fill(observed);
    ActionDefaults.fill(desired);
    return sides;
  }

  List<FieldChange> changes() {
    return TreeDiff.between(observed, desired);
  }

  private void reduceLoadBalancer() {
    // A new name renames nothing, and addresses within a subnet are chosen once.
    remove("name", "customerOwnedIPv4Pool");
    keepWhereDesired(
        "enablePrefixForIpv6SourceNat",
        "minimumLoadBalancerCapacity",
        "securityGroupsInboundRulesOnPrivateLink",
        "ipAddressType");
    both(side -> sortedTexts(side, "subnetMapping", "subnetID"));
    both(side -> sortedTexts(side, "securityGroups", ""));
  }

  private void reduceTargetGroup() {
    remove("name", "port", "ipAddressType");
    keepWhereDesired("protocolVersion");
    ObjectNode check = objectOrEmpty(desired, "healthCheckConfig");
    ObjectNode observedCheck = objectOrEmpty(observed, "healthCheckConfig");
    if (check.isEmpty()) {
      remove("healthCheckConfig");
      return;
    }
    new ArrayList<>(observedCheck.propertyNames())
        .forEach(name -> {
          if (!check.has(name)) {
            observedCheck.remove(name);
          }
        });
    // AWS gives the port as text.
    both(side -> {
      ObjectNode healthCheck = objectOrEmpty(side, "healthCheckConfig");
      if (healthCheck.has("port")) {
        healthCheck.put("port", healthCheck.get("port").asString());
      }
    });
  }

  private void reduceSecurityGroup() {
    remove("groupName", "description");
    both(side -> sortedTexts(side, "ingress", ""));
  }

  private void reduceBinding() {
    // A binding is found by its target group and keeps its name.
    both(side -> objectOrEmpty(side, "template").remove("metadata"));
  }

  private void keepWhereDesired(String... names) {
    for (String name : names) {
      if (!desired.has(name)) {
        observed.remove(name);
      }
    }
  }

  private void remove(String... names) {
    for (String name : names) {
      observed.remove(name);
      desired.remove(name);
    }
  }

  private void both(Consumer<ObjectNode> reduce) {
    reduce.accept(observed);
    reduce.accept(desired);
  }

  // A list of {key, value} becomes an object; of what exists only the keys that are planned remain.
  private void keepChosenKeys(String name) {
    ObjectNode chosen = keyed(desired.path(name));
    ObjectNode existing = keyed(observed.path(name));
    remove(name);
    if (!chosen.isEmpty()) {
      existing.retain(new ArrayList<>(chosen.propertyNames()));
      desired.set(name, chosen);
      observed.set(name, existing);
    }
  }

  private static ObjectNode keyed(JsonNode list) {
    ObjectNode keyed = JsonNodeFactory.instance.objectNode();
    for (JsonNode item : list) {
      JsonNode key = item.has("key") ? item.get("key") : item.path("Key");
      JsonNode value = item.has("value") ? item.get("value") : item.path("Value");
      keyed.set(key.asString(""), value);
    }
    return keyed;
  }

  private void removeForeignTags() {
    both(side -> {
      if (side.get("tags") instanceof ObjectNode tags) {
        new ArrayList<>(tags.propertyNames())
            .stream().filter(TrackingTags::isForeign).forEach(tags::remove);
        if (tags.isEmpty()) {
          side.remove("tags");
        }
      }
    });
  }

  private static ObjectNode objectOrEmpty(ObjectNode side, String name) {
    return side.get(name) instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode();
  }

  // The order of such a list means nothing; with a field name only that field of its items counts.
  private static void sortedTexts(ObjectNode side, String name, String field) {
    if (!(side.get(name) instanceof ArrayNode list)) {
      return;
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (JsonNode item : list) {
      JsonNode kept = field.isEmpty() ? item : item.path(field);
      sorted.put(kept.toString(), kept);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    sorted.values().forEach(array::add);
    side.set(name, array);
  }
}
