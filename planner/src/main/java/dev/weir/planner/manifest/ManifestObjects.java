package dev.weir.planner.manifest;

import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.crd.IngressClassParams;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kubernetes objects held in memory. Of two objects with the same kind, namespace and name the
/// later one counts, as if both had been applied in turn.
public final class ManifestObjects implements KubernetesObjects {

  private record Key(Class<?> type, String namespace, String name) {}

  private final Map<Key, HasMetadata> byKey = new LinkedHashMap<>();

  public ManifestObjects(Collection<? extends HasMetadata> objects) {
    for (HasMetadata object : objects) {
      byKey.put(keyOf(object), object);
    }
  }

  /// The objects of this type, in the order of the files.
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return byKey.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public List<Ingress> ingresses() {
    return all(Ingress.class);
  }

  @Override
  public List<Service> services() {
    return all(Service.class);
  }

  @Override
  public List<IngressClass> ingressClasses() {
    return all(IngressClass.class);
  }

  @Override
  public Optional<IngressClass> ingressClass(String name) {
    return get(IngressClass.class, "", name);
  }

  @Override
  public Optional<IngressClassParams> ingressClassParams(String name) {
    return get(IngressClassParams.class, "", name);
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return get(Namespace.class, "", name);
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return get(Service.class, namespace, name);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return get(Secret.class, namespace, name);
  }

  private <T extends HasMetadata> Optional<T> get(Class<T> type, String namespace, String name) {
    return Optional.ofNullable(byKey.get(new Key(type, namespace, name))).map(type::cast);
  }

  private static Key keyOf(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return new Key(
        object.getClass(), namespace == null ? "" : namespace, object.getMetadata().getName());
  }
}
