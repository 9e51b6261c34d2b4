package dev.weir.kube.cluster;

import dev.weir.kube.object.Json;
import dev.weir.kube.object.Meta;
import dev.weir.kube.object.StatusException;
import dev.weir.kube.registry.BuiltInTypes;
import dev.weir.kube.registry.ResourceKey;
import dev.weir.kube.registry.ResourceType;
import dev.weir.kube.store.Change;
import dev.weir.kube.store.KubeStore;
import dev.weir.kube.store.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Gives every namespace its default ServiceAccount, and empties a deleted one before it goes.
final class NamespaceController implements Controller {
  static final List<String> INITIAL =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");

  private static final Duration POLL = Duration.ofMillis(100);

  private final KubeStore store;

  NamespaceController(KubeStore store) {
    this.store = store;
  }

  /// Creates the namespaces that every cluster has.
  void createInitial() {
    for (String name : INITIAL) {
      if (store.get(BuiltInTypes.NAMESPACE, "", name).isEmpty()) {
        ObjectNode namespace = Json.object();
        namespace.putObject("metadata").put("name", name);
        store.create(BuiltInTypes.NAMESPACE, namespace);
      }
    }
  }

  @Override
  public String name() {
    return "namespace-controller";
  }

  @Override
  public void onChange(Change change, Consumer<ResourceKey> look) {
    String resource = change.key().resource();
    if (resource.equals(BuiltInTypes.NAMESPACE.resource())) {
      look.accept(change.key());
    } else if (resource.equals(BuiltInTypes.SERVICE_ACCOUNT.resource()) && change.after() == null) {
      look.accept(ResourceKey.of(BuiltInTypes.NAMESPACE, "", change.key().namespace()));
    }
  }

  @Override
  public Outcome reconcile(ResourceKey key) {
    Optional<ObjectNode> namespace = store.get(key);
    if (namespace.isEmpty()) {
      return Outcome.DONE;
    }
    if (!Meta.isDeleting(namespace.get())) {
      createServiceAccount(key.name());
      return Outcome.DONE;
    }
    if (deleteContent(key.name()) > 0) {
      return Outcome.again(POLL);
    }
    store.modify(BuiltInTypes.NAMESPACE, key, NamespaceController::withoutFinalizer);
    return Outcome.DONE;
  }

  private void createServiceAccount(String namespace) {
    if (store.get(BuiltInTypes.SERVICE_ACCOUNT, namespace, "default").isEmpty()) {
      ObjectNode account = Json.object();
      account.putObject("metadata").put("name", "default").put("namespace", namespace);
      store.create(BuiltInTypes.SERVICE_ACCOUNT, account);
    }
  }

  /// Asks for the deletion of all that is left, and counts it.
  private int deleteContent(String namespace) {
    int left = 0;
    for (ResourceType type : store.types().all()) {
      if (type.namespaced() && !type.is(ResourceType.Trait.REVIEW)) {
        for (ObjectNode object : store.list(type, namespace, Selector.ALL).items()) {
          left++;
          delete(type, object);
        }
      }
    }
    return left;
  }

  private void delete(ResourceType type, ObjectNode object) {
    if (Meta.isDeleting(object)) {
      return;
    }
    try {
      store.delete(type, ResourceKey.of(type, object));
    } catch (StatusException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private static ObjectNode withoutFinalizer(ObjectNode namespace) {
    Json.child(namespace, "spec").remove("finalizers");
    return namespace;
  }
}
