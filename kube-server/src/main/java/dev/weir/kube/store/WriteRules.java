package dev.weir.kube.store;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceType.Trait;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the server does to metadata on each kind of write, independent of the type's content.
final class WriteRules {
  private static final String NAME_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final List<String> SERVER_SET =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "selfLink");

  private final Clock clock;

  WriteRules(Clock clock) {
    this.clock = clock;
  }

  /// Gives a new object its identity; changes and returns its argument.
  ObjectNode forCreate(ResourceType type, ObjectNode object) {
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ObjectNode metadata = Meta.of(object);
    metadata.remove(SERVER_SET);
    metadata.remove("resourceVersion");
    if (!type.namespaced()) {
      metadata.remove("namespace");
    } else if (Meta.namespace(object).isEmpty()) {
      metadata.put("namespace", "default");
    }
    if (Meta.name(object).isEmpty()) {
      metadata.put("name", generatedName(type, Json.text(metadata, "generateName")));
    }
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", Meta.time(clock.instant()));
    if (type.is(Trait.GENERATION)) {
      metadata.put("generation", 1);
    }
    if (type.hasStatus()) {
      object.remove("status");
    }
    return object;
  }

  private static String generatedName(ResourceType type, String prefix) {
    if (prefix.isEmpty()) {
      throw StatusException.invalid(
          type.group(),
          type.kind(),
          "",
          List.of(
              new StatusException.Cause(
                  "FieldValueRequired",
                  "Required value: name or generateName is required",
                  "metadata.name")));
    }
    StringBuilder name = new StringBuilder(prefix.substring(0, Math.min(58, prefix.length())));
    for (int i = 0; i < 5; i++) {
      name.append(
          NAME_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(NAME_ALPHABET.length())));
    }
    return name.toString();
  }

  /// The next state: what the caller may not change is taken from the stored one. Changes and
  /// returns `wanted`.
  ObjectNode forUpdate(ResourceType type, ObjectNode before, ObjectNode wanted, boolean status) {
    checkIdentity(type, before, wanted);
    if (status) {
      return withStatusOf(before, wanted);
    }
    wanted.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ObjectNode metadata = Meta.of(wanted);
    JsonNode stored = before.path("metadata");
    for (String name : SERVER_SET) {
      keep(metadata, stored, name);
    }
    keep(metadata, stored, "name");
    keep(metadata, stored, "namespace");
    keep(metadata, stored, "resourceVersion");
    if (type.hasStatus()) {
      keep(wanted, before, "status");
    }
    return wanted;
  }

  private static ObjectNode withStatusOf(ObjectNode before, ObjectNode wanted) {
    ObjectNode after = before.deepCopy();
    keep(after, wanted, "status");
    JsonNode managed = Json.at(wanted, "metadata", "managedFields");
    if (managed.isArray()) {
      Meta.of(after).set("managedFields", managed);
    }
    return after;
  }

  private static void checkIdentity(ResourceType type, ObjectNode before, ObjectNode wanted) {
    String version = Meta.resourceVersion(wanted);
    if (!version.isEmpty()
        && !version.equals("0")
        && !version.equals(Meta.resourceVersion(before))) {
      throw StatusException.modified(type.group(), type.plural(), Meta.name(before));
    }
    String uid = Meta.uid(wanted);
    if (!uid.isEmpty() && !uid.equals(Meta.uid(before))) {
      throw StatusException.conflict(
          type.group(),
          type.plural(),
          Meta.name(before),
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + Meta.uid(before));
    }
  }

  private static void keep(ObjectNode to, JsonNode from, String name) {
    JsonNode value = from.path(name);
    if (value.isMissingNode()) {
      to.remove(name);
    } else {
      to.set(name, value);
    }
  }

  /// Counts a change of what the user wants: anything but metadata and status.
  void countGeneration(ResourceType type, ObjectNode before, ObjectNode after) {
    if (type.is(Trait.GENERATION) && !wish(type, before).equals(wish(type, after))) {
      Meta.of(after).set("generation", Json.integer(Meta.generation(before) + 1));
    }
  }

  private static ObjectNode wish(ResourceType type, ObjectNode object) {
    ObjectNode wish = Json.object();
    object.properties().forEach(entry -> wish.set(entry.getKey(), entry.getValue()));
    wish.remove(List.of("metadata", "apiVersion", "kind"));
    if (type.hasStatus()) {
      wish.remove("status");
    }
    return wish;
  }

  /// Whether a write would change nothing but revision and times of field ownership.
  static boolean sameContent(ObjectNode before, ObjectNode after) {
    if (before.equals(after)) {
      return true;
    }
    if (!Json.list(before, "metadata", "managedFields").isEmpty()
        && before.path("spec").equals(after.path("spec"))) {
      return comparable(before).equals(comparable(after));
    }
    return false;
  }

  private static ObjectNode comparable(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    Meta.of(copy).remove("resourceVersion");
    for (JsonNode entry : Json.list(copy, "metadata", "managedFields")) {
      ((ObjectNode) entry).remove("time");
    }
    return copy;
  }

  /// Whether a deleted object is held by nothing any more.
  static boolean isReleased(ObjectNode object) {
    return Meta.isDeleting(object)
        && Meta.finalizers(object).isEmpty()
        && (!Meta.kind(object).equals("Namespace")
            || Json.list(object, "spec", "finalizers").isEmpty())
        && Json.number(object, 0, "metadata", "deletionGracePeriodSeconds") == 0;
  }

  void checkPreconditions(ResourceType type, ObjectNode before, DeleteOptions options) {
    if (!options.uid().isEmpty() && !options.uid().equals(Meta.uid(before))) {
      throw StatusException.conflict(
          type.group(),
          type.plural(),
          Meta.name(before),
          "the UID in the precondition ("
              + options.uid()
              + ") does not match the UID in record ("
              + Meta.uid(before)
              + "). The object might have been deleted and then recreated");
    }
    if (!options.resourceVersion().isEmpty()
        && !options.resourceVersion().equals(Meta.resourceVersion(before))) {
      throw StatusException.conflict(
          type.group(),
          type.plural(),
          Meta.name(before),
          "the ResourceVersion in the precondition ("
              + options.resourceVersion()
              + ") does not match the ResourceVersion in record ("
              + Meta.resourceVersion(before)
              + "). The object might have been modified");
    }
  }

  /// The object marked as deleted, or null if nothing holds it.
  @Nullable ObjectNode forDelete(ResourceType type, ObjectNode before, DeleteOptions options) {
    ObjectNode marked = before.deepCopy();
    switch (options.propagation()) {
      case FOREGROUND -> Meta.addFinalizer(marked, "foregroundDeletion");
      case ORPHAN -> Meta.addFinalizer(marked, "orphan");
      case BACKGROUND -> {}
    }
    long grace = grace(type, before, options);
    ObjectNode metadata = Meta.of(marked);
    if (!Meta.isDeleting(before)
        || grace < Json.number(before, 0, "metadata", "deletionGracePeriodSeconds")) {
      Instant end = clock.instant().plusSeconds(grace);
      metadata.put("deletionTimestamp", Meta.time(end));
      metadata.set("deletionGracePeriodSeconds", Json.integer(grace));
    }
    if (!Meta.isDeleting(before) && type.is(Trait.GENERATION)) {
      metadata.set("generation", Json.integer(Meta.generation(before) + 1));
    }
    if (type.kind().equals("Namespace") && type.group().isEmpty()) {
      Json.child(marked, "status").put("phase", "Terminating");
    }
    return isReleased(marked) ? null : marked;
  }

  private static long grace(ResourceType type, ObjectNode before, DeleteOptions options) {
    if (!type.is(Trait.GRACEFUL)
        || Json.text(before, "spec", "nodeName").isEmpty()
        || Set.of("Succeeded", "Failed").contains(Json.text(before, "status", "phase"))) {
      return 0;
    }
    long own = Json.number(before, 30, "spec", "terminationGracePeriodSeconds");
    return Math.max(0, options.graceSeconds().orElse(own));
  }
}
