package dev.weir.kube.patch;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.object.StatusException.Cause;
import dev.weir.kube.object.StatusException.Details;
import dev.weir.kube.patch.ManagedFields.Entry;
import dev.weir.kube.patch.ManagedFields.Owner;
import dev.weir.kube.schema.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Server-side apply: the caller states the fields that it wants to own and their values.
///
/// Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/
public final class ServerSideApply {
  private final Schema schema;
  private final Owner owner;
  private final boolean force;
  private final Clock clock;

  /// Who applies.
  ///
  /// @param subresource "" or `status`
  public record Manager(String name, String apiVersion, String subresource) {}

  private record Conflict(Owner owner, FieldPath path) {}

  /// @param force takes fields from other owners instead of failing
  public ServerSideApply(Schema schema, Manager manager, boolean force, Clock clock) {
    this.schema = schema;
    this.owner = new Owner(manager.name(), "Apply", manager.apiVersion(), manager.subresource());
    this.force = force;
    this.clock = clock;
  }

  /// The object that applying creates where there is none.
  public ObjectNode create(ObjectNode applied) {
    ObjectNode created = withoutNulls(applied);
    ManagedFields managed = ManagedFields.of(Json.object());
    managed.set(owner, fields(applied), clock.instant());
    managed.writeTo(created);
    return created;
  }

  private ObjectNode withoutNulls(ObjectNode applied) {
    return ApplyMerge.merge(Json.object(), applied, schema);
  }

  private FieldSet fields(ObjectNode applied) {
    return FieldSet.of(OwnedFields.of(applied, schema).keySet());
  }

  /// The object after the apply; the arguments are not changed.
  ///
  /// @throws StatusException 409 if another owner's fields would change and the apply is not forced
  public ObjectNode apply(ObjectNode live, ObjectNode applied) {
    ManagedFields managed = ManagedFields.of(live);
    FieldSet wanted = fields(applied);
    ObjectNode merged = ApplyMerge.merge(live, applied, schema);
    Set<FieldPath> changed = changed(live, merged);
    List<Conflict> conflicts = conflicts(managed, changed);
    if (!conflicts.isEmpty() && !force) {
      throw conflict(conflicts);
    }
    for (Entry other : managed.others(owner)) {
      managed.set(other.owner(), other.fields().minus(taken(other, conflicts)), clock.instant());
    }
    removeGivenUp(merged, managed, wanted);
    managed.set(owner, wanted, clock.instant());
    managed.writeTo(merged);
    return merged;
  }

  private Set<FieldPath> changed(ObjectNode live, ObjectNode merged) {
    Map<FieldPath, JsonNode> before = OwnedFields.of(live, schema);
    Set<FieldPath> changed = new TreeSet<>();
    OwnedFields.of(merged, schema)
        .forEach((path, value) -> {
          if (!value.equals(before.get(path))) {
            changed.add(path);
          }
        });
    return changed;
  }

  private List<Conflict> conflicts(ManagedFields managed, Set<FieldPath> changed) {
    List<Conflict> conflicts = new ArrayList<>();
    for (Entry other : managed.others(owner)) {
      for (FieldPath path : changed) {
        if (other.fields().contains(path)) {
          conflicts.add(new Conflict(other.owner(), path));
        }
      }
    }
    return conflicts;
  }

  private static Set<FieldPath> taken(Entry other, List<Conflict> conflicts) {
    Set<FieldPath> taken = new TreeSet<>();
    for (Conflict conflict : conflicts) {
      if (conflict.owner().isSameAs(other.owner())) {
        taken.add(conflict.path());
      }
    }
    return taken;
  }

  /// Fields that this owner applied before and no longer does go, unless somebody else owns them or
  /// a part of them.
  private void removeGivenUp(ObjectNode merged, ManagedFields managed, FieldSet wanted) {
    Entry before = managed.find(owner);
    if (before == null) {
      return;
    }
    FieldSet kept = wanted.withParents();
    Set<FieldPath> removed = new TreeSet<>();
    for (FieldPath path : before.fields().withParents().minus(kept.paths()).paths()) {
      boolean shared =
          managed.others(owner).stream().anyMatch(other -> other.fields().reaches(path));
      if (!shared) {
        removed.add(path);
      }
    }
    ApplyMerge.remove(merged, removed, schema);
  }

  private static StatusException conflict(List<Conflict> conflicts) {
    List<Cause> causes =
        conflicts.stream()
            .map(conflict ->
                new Cause(
                    "FieldManagerConflict",
                    "conflict with " + conflict.owner(),
                    conflict.path().toString()))
            .toList();
    String text = conflicts.size() == 1 ? one(conflicts.getFirst()) : several(conflicts);
    return new StatusException(409, "Conflict", text, new Details("", "", "", causes));
  }

  private static String one(Conflict conflict) {
    return "Apply failed with 1 conflict: conflict with "
        + conflict.owner()
        + ": "
        + conflict.path();
  }

  private static String several(List<Conflict> conflicts) {
    Map<String, List<String>> byOwner = new TreeMap<>();
    for (Conflict conflict : conflicts) {
      byOwner
          .computeIfAbsent(conflict.owner().toString(), o -> new ArrayList<>())
          .add("- " + conflict.path());
    }
    List<String> lines = new ArrayList<>();
    byOwner.forEach((owner, paths) -> {
      lines.add("conflicts with " + owner + ":");
      lines.addAll(paths);
    });
    return "Apply failed with " + conflicts.size() + " conflicts: " + String.join("\n", lines);
  }

  /// Records an update that was no apply: who wrote owns what changed, and the others no longer do.
  ///
  /// @param before null for a creation
  /// @param after gets the new `metadata.managedFields`
  public static void trackUpdate(
      @Nullable ObjectNode before, ObjectNode after, Schema schema, Manager manager, Clock clock) {
    Owner owner = new Owner(manager.name(), "Update", manager.apiVersion(), manager.subresource());
    if (before != null && !Json.at(after, "metadata").has("managedFields")) {
      ManagedFields.of(before).writeTo(after);
    }
    ManagedFields managed = ManagedFields.of(after);
    Map<FieldPath, JsonNode> old = before == null ? Map.of() : OwnedFields.of(before, schema);
    Map<FieldPath, JsonNode> now = OwnedFields.of(after, schema);
    Set<FieldPath> changed = new TreeSet<>();
    now.forEach((path, value) -> {
      if (!value.equals(old.get(path))) {
        changed.add(path);
      }
    });
    Set<FieldPath> lost = new TreeSet<>(old.keySet());
    lost.removeAll(now.keySet());
    lost.addAll(changed);
    for (Entry other : managed.others(owner)) {
      managed.set(other.owner(), other.fields().minus(lost), clock.instant());
    }
    Entry mine = managed.find(owner);
    FieldSet fields = mine == null ? FieldSet.of(Set.of()) : mine.fields().minus(lost);
    managed.set(owner, fields.plus(changed), clock.instant());
    managed.writeTo(after);
  }
}
