package dev.weir.controller.deploy;

import dev.weir.controller.journal.Change;
import dev.weir.planner.stack.ResourceType;
import dev.weir.planner.stack.Stack;
import dev.weir.planner.stack.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of deploying a stack: what was learnt on the way and what was changed.
final class Deployment {
  private final Stack stack;
  private final TrackingTags tracking;
  private final Map<Token.Ref, String> fulfilled = new HashMap<>();
  private final List<Change> changes;

  /// @param changes where changes are noted, also when the deployment fails half-way
  Deployment(Stack stack, TrackingTags tracking, List<Change> changes) {
    this.stack = stack;
    this.tracking = tracking;
    this.changes = changes;
  }

  Stack stack() {
    return stack;
  }

  TrackingTags tracking() {
    return tracking;
  }

  Map<String, String> tagsOn(String resourceId, Map<String, String> specTags) {
    return tracking.on(stack.id(), resourceId, specTags);
  }

  /// Tells the value behind references to this field from now on.
  void fulfil(Token reference, String value) {
    if (reference instanceof Token.Ref ref) {
      fulfilled.put(ref, value);
    }
  }

  void fulfil(ResourceType type, String id, String field, String value) {
    fulfilled.put(new Token.Ref(type, id, field), value);
  }

  String resolve(Token token) {
    return switch (token) {
      case Token.Literal(String value) -> value;
      case Token.ExistingCertificate(String arn) -> arn;
      case Token.Ref ref ->
          Optional.ofNullable(fulfilled.get(ref))
              .orElseThrow(() ->
                  new IllegalStateException(
                      ref.type().key() + " is not fulfilled yet: " + ref.id()));
    };
  }

  Optional<String> value(Token.Ref ref) {
    return Optional.ofNullable(fulfilled.get(ref));
  }

  void created(ResourceType type, String id, String name) {
    changes.add(new Change(Change.Kind.CREATED, type.key(), id, name, List.of()));
  }

  void modified(ResourceType type, String id, String name, List<Change.Field> fields) {
    changes.add(new Change(Change.Kind.MODIFIED, type.key(), id, name, fields));
  }

  void modified(ResourceType type, String id, String name, String field, Object from, Object to) {
    List<Change.Field> fields = new ArrayList<>();
    fields.add(new Change.Field(field, String.valueOf(from), String.valueOf(to)));
    modified(type, id, name, fields);
  }

  void deleted(ResourceType type, String id, String name) {
    changes.add(new Change(Change.Kind.DELETED, type.key(), id, name, List.of()));
  }
}
