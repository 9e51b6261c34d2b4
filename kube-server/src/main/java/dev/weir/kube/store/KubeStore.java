package dev.weir.kube.store;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.registry.ResourceTypes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The single writer of Kubernetes objects. HTTP and in-process controllers use the same methods
/// and rules.
///
/// Objects handed out are the stored ones: never change them, change a `deepCopy()` and write that
/// (or use [#modify]). Objects handed in are copied. Safe for threads.
public final class KubeStore implements AutoCloseable {
  private static final int HISTORY = 10_000;
  private static final int ATTEMPTS = 50;
  private static final long COMPACT_AFTER_BYTES = 64L * 1024 * 1024;

  private final ResourceTypes types;
  private final ObjectTable table;
  private final WriteRules rules;
  private final List<Admission> admissions = new CopyOnWriteArrayList<>();

  private KubeStore(ResourceTypes types, Clock clock, Journal journal) {
    this.types = types;
    this.table = new ObjectTable(clock, HISTORY, journal);
    this.rules = new WriteRules(clock);
  }

  /// A store that forgets everything when the process ends.
  public static KubeStore inMemory(ResourceTypes types, Clock clock) {
    return new KubeStore(types, clock, Journal.NONE);
  }

  /// A store whose acknowledged writes survive in a directory.
  ///
  /// @throws DataDirectoryException if the directory cannot be used or its files are damaged
  public static KubeStore open(ResourceTypes types, Clock clock, Path directory) {
    return open(types, clock, directory, COMPACT_AFTER_BYTES);
  }

  static KubeStore open(ResourceTypes types, Clock clock, Path directory, long compactAfterBytes) {
    return new KubeStore(types, clock, FileJournal.open(directory, compactAfterBytes));
  }

  public ResourceTypes types() {
    return types;
  }

  /// Adds a step that every later write goes through.
  public void addAdmission(Admission admission) {
    admissions.add(admission);
  }

  /// Is given every committed change, in revision order and before any later write: must be quick
  /// and not write itself.
  public void onCommit(Consumer<Change> listener) {
    table.listen(listener);
  }

  /// The revision of the last change.
  public long revision() {
    return table.revision();
  }

  public Optional<ObjectNode> get(ResourceKey key) {
    return Optional.ofNullable(table.get(key));
  }

  public Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
    return get(ResourceKey.of(type, namespace, name));
  }

  /// The object.
  ///
  /// @throws StatusException 404
  public ObjectNode require(ResourceType type, String namespace, String name) {
    return get(type, namespace, name)
        .orElseThrow(() -> StatusException.notFound(type.group(), type.plural(), name));
  }

  /// Objects in the order of namespace and name.
  ///
  /// @param namespace null for all
  public ObjectList list(ResourceType type, @Nullable String namespace, Selector selector) {
    return table.list(type.resource(), type.namespaced() ? namespace : null, selector);
  }

  /// All objects of a type.
  public ObjectList list(ResourceType type) {
    return list(type, null, Selector.ALL);
  }

  /// Every change after the revision.
  ///
  /// @param namespace null for all
  /// @throws StatusException 410 if the revision is older than the history or not yet known
  public Watch watch(
      ResourceType type, @Nullable String namespace, Selector selector, long fromRevision) {
    return table.watch(this, type, type.namespaced() ? namespace : null, selector, fromRevision);
  }

  public ObjectNode create(ResourceType type, ObjectNode object) {
    return create(type, object, WriteOptions.INTERNAL);
  }

  /// Creates an object; the namespace must exist.
  ///
  /// @return the stored object
  /// @throws StatusException 409 AlreadyExists, 404 or 403 for the namespace, 400 or 422 if it is
  ///   refused
  public ObjectNode create(ResourceType type, ObjectNode object, WriteOptions options) {
    boolean generated = !Meta.of(object.deepCopy()).path("generateName").isMissingNode();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ObjectNode created = rules.forCreate(type, object.deepCopy());
      ResourceKey key = ResourceKey.of(type, created);
      if (table.get(key) == null) {
        requireNamespace(type, created);
        admit(new Admission.Write(type, created, null, false, options));
        if (options.dryRun() || table.commit(key, null, created) > 0) {
          return created;
        }
      } else if (!generated || !Meta.name(object).isEmpty()) {
        throw StatusException.alreadyExists(type.group(), type.plural(), key.name());
      }
    }
    throw StatusException.alreadyExists(type.group(), type.plural(), Meta.name(object));
  }

  public ObjectNode update(ResourceType type, ObjectNode object) {
    return update(type, object, WriteOptions.INTERNAL);
  }

  /// Replaces all but the status (where the type has a status subresource). A resourceVersion in
  /// the object must be the stored one. Without a difference nothing is written and the revision
  /// stays.
  ///
  /// @return the stored object; the last state if the update removed the last finalizer of a
  ///   deleted object
  /// @throws StatusException 404, 409 Conflict, 400 or 422 if it is refused
  public ObjectNode update(ResourceType type, ObjectNode object, WriteOptions options) {
    return write(type, object, false, options);
  }

  public ObjectNode updateStatus(ResourceType type, ObjectNode object) {
    return updateStatus(type, object, WriteOptions.INTERNAL);
  }

  /// Replaces the status only, as a write to the `status` subresource does.
  ///
  /// @throws StatusException 404, 409 Conflict, 400 or 422 if it is refused
  public ObjectNode updateStatus(ResourceType type, ObjectNode object, WriteOptions options) {
    return write(type, object, true, options);
  }

  /// Reads, changes and updates, again if another write comes between. The function is given a copy
  /// that it may change and return; it may run several times.
  public ObjectNode modify(ResourceType type, ResourceKey key, UnaryOperator<ObjectNode> change) {
    return modify(type, key, change, false, WriteOptions.INTERNAL);
  }

  /// As [#modify], for the status.
  public ObjectNode modifyStatus(
      ResourceType type, ResourceKey key, UnaryOperator<ObjectNode> change) {
    return modify(type, key, change, true, WriteOptions.INTERNAL);
  }

  public ObjectNode modify(
      ResourceType type,
      ResourceKey key,
      UnaryOperator<ObjectNode> change,
      boolean status,
      WriteOptions options) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ObjectNode before = require(type, key.namespace(), key.name());
      ObjectNode changed = change.apply(before.deepCopy());
      Optional<ObjectNode> written = tryWrite(type, key, before, changed, status, options);
      if (written.isPresent()) {
        return written.get();
      }
    }
    throw StatusException.modified(type.group(), type.plural(), key.name());
  }

  public Deletion delete(ResourceType type, ResourceKey key) {
    return delete(type, key, DeleteOptions.BACKGROUND);
  }

  /// Deletes an object, or marks it as deleted while finalizers or its grace period hold it.
  ///
  /// @throws StatusException 404, 409 if a precondition fails
  public Deletion delete(ResourceType type, ResourceKey key, DeleteOptions options) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ObjectNode before = require(type, key.namespace(), key.name());
      rules.checkPreconditions(type, before, options);
      ObjectNode marked = rules.forDelete(type, before, options);
      boolean removed = marked == null;
      if (options.dryRun() || (marked != null && WriteRules.sameContent(before, marked))) {
        return new Deletion(before, removed);
      }
      long revision = table.commit(key, before, marked);
      if (revision > 0) {
        return new Deletion(marked == null ? lastState(before, revision) : marked, removed);
      }
    }
    throw StatusException.modified(type.group(), type.plural(), key.name());
  }

  private ObjectNode write(
      ResourceType type, ObjectNode object, boolean status, WriteOptions options) {
    ResourceKey key = ResourceKey.of(type, object);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ObjectNode before = require(type, key.namespace(), key.name());
      Optional<ObjectNode> written =
          tryWrite(type, key, before, object.deepCopy(), status, options);
      if (written.isPresent()) {
        return written.get();
      }
    }
    throw StatusException.modified(type.group(), type.plural(), key.name());
  }

  /// One attempt: empty if another write came between.
  private Optional<ObjectNode> tryWrite(
      ResourceType type,
      ResourceKey key,
      ObjectNode before,
      ObjectNode wanted,
      boolean status,
      WriteOptions options) {
    ObjectNode after = rules.forUpdate(type, before, wanted, status);
    admit(new Admission.Write(type, after, before, status, options));
    rules.countGeneration(type, before, after);
    if (WriteRules.sameContent(before, after)) {
      return Optional.of(before);
    }
    boolean gone = WriteRules.isReleased(after);
    if (options.dryRun()) {
      return Optional.of(after);
    }
    long revision = table.commit(key, before, gone ? null : after);
    if (revision < 0) {
      return Optional.empty();
    }
    return Optional.of(gone ? lastState(after, revision) : after);
  }

  private static ObjectNode lastState(ObjectNode object, long revision) {
    ObjectNode last = object.deepCopy();
    Meta.of(last).put("resourceVersion", Long.toString(revision));
    return last;
  }

  private void admit(Admission.Write write) {
    Json.normalize(write.object());
    admissions.forEach(admission -> admission.admit(write));
    Json.normalize(write.object());
  }

  private void requireNamespace(ResourceType type, ObjectNode object) {
    if (!type.namespaced()) {
      return;
    }
    String name = Meta.namespace(object);
    ObjectNode namespace = require(BuiltInTypes.NAMESPACE, "", name);
    if (Meta.isDeleting(namespace)) {
      throw StatusException.forbidden(
          type.group(),
          type.plural(),
          Meta.name(object),
          "unable to create new content in namespace " + name + " because it is being terminated");
    }
  }

  void forget(Watch watch) {
    table.forget(watch);
  }

  /// Ends all watches and flushes the journal.
  @Override
  public void close() {
    table.close();
  }
}
