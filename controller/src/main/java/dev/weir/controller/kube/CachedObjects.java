package dev.weir.controller.kube;

import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.crd.IngressClassParams;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.List;
import java.util.Optional;

/// The objects that planning reads, from the caches.
public record CachedObjects(InformerCaches caches) implements KubernetesObjects {
  @Override
  public List<Ingress> ingresses() {
    return caches.ingresses().list();
  }

  @Override
  public List<Service> services() {
    return caches.services().list();
  }

  @Override
  public List<IngressClass> ingressClasses() {
    return caches.ingressClasses().list();
  }

  @Override
  public Optional<IngressClass> ingressClass(String name) {
    return caches.ingressClasses().get(name);
  }

  @Override
  public Optional<IngressClassParams> ingressClassParams(String name) {
    return caches.ingressClassParams().get(name);
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return caches.namespaces().get(name);
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return caches.services().get(namespace, name);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return caches.secrets().get(namespace, name);
  }
}
