package dev.weir.controller.kube;

import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.crd.IngressClassParams;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/// The objects from the caches, and from the API what the caches do not have yet: for decisions
/// about an object that was written right after the one that it refers to.
public record CurrentObjects(CachedObjects cached, KubernetesClient client)
    implements KubernetesObjects {
  @Override
  public List<Ingress> ingresses() {
    return cached.ingresses();
  }

  @Override
  public List<Service> services() {
    return cached.services();
  }

  @Override
  public List<IngressClass> ingressClasses() {
    return cached.ingressClasses();
  }

  @Override
  public Optional<IngressClass> ingressClass(String name) {
    return cached
        .ingressClass(name)
        .or(() -> Optional.ofNullable(client.network().v1().ingressClasses().withName(name).get()));
  }

  @Override
  public Optional<IngressClassParams> ingressClassParams(String name) {
    return cached
        .ingressClassParams(name)
        .or(() ->
            Optional.ofNullable(client.resources(IngressClassParams.class).withName(name).get()));
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return cached
        .namespace(name)
        .or(() -> Optional.ofNullable(client.namespaces().withName(name).get()));
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return cached
        .service(namespace, name)
        .or(() ->
            Optional.ofNullable(client.services().inNamespace(namespace).withName(name).get()));
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return cached.secret(namespace, name);
  }
}
