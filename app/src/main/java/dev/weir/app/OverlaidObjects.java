package dev.weir.app;

import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.crd.IngressClassParams;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A cluster as it would be after manifests were applied to it: an object of the manifests stands
/// in for the cluster's of the same name.
record OverlaidObjects(KubernetesObjects manifests, KubernetesObjects cluster)
    implements KubernetesObjects {

  @Override
  public List<Ingress> ingresses() {
    return merged(manifests.ingresses(), cluster.ingresses());
  }

  @Override
  public List<Service> services() {
    return merged(manifests.services(), cluster.services());
  }

  @Override
  public List<IngressClass> ingressClasses() {
    return merged(manifests.ingressClasses(), cluster.ingressClasses());
  }

  @Override
  public Optional<IngressClass> ingressClass(String name) {
    return manifests.ingressClass(name).or(() -> cluster.ingressClass(name));
  }

  @Override
  public Optional<IngressClassParams> ingressClassParams(String name) {
    return manifests.ingressClassParams(name).or(() -> cluster.ingressClassParams(name));
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return manifests.namespace(name).or(() -> cluster.namespace(name));
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return manifests.service(namespace, name).or(() -> cluster.service(namespace, name));
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return manifests.secret(namespace, name).or(() -> cluster.secret(namespace, name));
  }

  private static <T extends HasMetadata> List<T> merged(List<T> over, List<T> under) {
    Map<String, T> all = new TreeMap<>();
    under.forEach(object -> all.put(key(object), object));
    // A new object has no uid yet; the one that it replaces keeps its own, and names depend on it.
    over.forEach(object -> {
      T before = all.put(key(object), object);
      if (before != null && object.getMetadata().getUid() == null) {
        object.getMetadata().setUid(before.getMetadata().getUid());
      }
    });
    return new ArrayList<>(all.values());
  }

  private static String key(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }
}
