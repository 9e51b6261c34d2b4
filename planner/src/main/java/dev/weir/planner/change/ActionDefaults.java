package dev.weir.planner.change;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes out what AWS fills in when an action leaves it open, so that plan and API read the same.
final class ActionDefaults {

  private static final Map<String, String> REDIRECT =
      Map.of(
          "host", "#{host}",
          "path", "/#{path}",
          "port", "#{port}",
          "protocol", "#{protocol}",
          "query", "#{query}");

  private ActionDefaults() {}

  /// Fills the actions of a rule or the default actions of a listener in place.
  static void fill(ObjectNode spec) {
    spec.path("actions").forEach(ActionDefaults::fillAction);
    spec.path("defaultActions").forEach(ActionDefaults::fillAction);
  }

  private static void fillAction(JsonNode action) {
    if (action.path("redirectConfig") instanceof ObjectNode redirect) {
      REDIRECT.forEach((name, fromRequest) -> {
        if (!redirect.has(name)) {
          redirect.put(name, fromRequest);
        }
      });
    }
    if (action.path("forwardConfig") instanceof ObjectNode forward) {
      JsonNode groups = forward.path("targetGroups");
      // The share of a single target group and stickiness that is off say nothing.
      if (groups.size() == 1 && groups.get(0) instanceof ObjectNode only) {
        only.remove("weight");
      }
      if (!forward.path("targetGroupStickinessConfig").path("enabled").asBoolean(false)) {
        forward.remove("targetGroupStickinessConfig");
      }
    }
  }
}
