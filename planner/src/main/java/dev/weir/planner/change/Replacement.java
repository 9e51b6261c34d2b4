package dev.weir.planner.change;

import dev.weir.planner.stack.ResourceType;
import java.util.List;
import java.util.Set;

/// Which changed fields force AWS to make a resource anew.
final class Replacement {

  private static final Set<String> OF_LOAD_BALANCER = Set.of("type", "scheme");
  private static final Set<String> OF_TARGET_GROUP =
      Set.of("targetType", "protocol", "protocolVersion", "targetControlPort");

  private Replacement() {}

  /// The reason in words, or the empty string when the resource can be changed.
  static String reason(ResourceType type, List<FieldChange> fields) {
    Set<String> forcing =
        switch (type) {
          case LOAD_BALANCER -> OF_LOAD_BALANCER;
          case TARGET_GROUP -> OF_TARGET_GROUP;
          case LISTENER,
              LISTENER_RULE,
              TARGET_GROUP_BINDING,
              SECURITY_GROUP,
              WEB_ACL_ASSOCIATION,
              CLASSIC_WEB_ACL_ASSOCIATION,
              SHIELD_PROTECTION,
              CERTIFICATE,
              FRONTEND_NLB_TARGET_GROUP ->
              Set.of();
        };
    List<String> changed =
        fields.stream().map(FieldChange::path).filter(forcing::contains).toList();
    return changed.isEmpty()
        ? ""
        : String.join(" and ", changed) + " cannot be changed on a " + noun(type);
  }

  private static String noun(ResourceType type) {
    return type == ResourceType.LOAD_BALANCER ? "load balancer" : "target group";
  }
}
