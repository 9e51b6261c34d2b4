package dev.weir.planner;

import dev.weir.planner.crd.IngressClassParams;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.List;
import java.util.Optional;

/// The Kubernetes objects that planning reads. The controller backs it with informer caches, `weir
/// plan` with manifest files.
///
/// Lists have no particular order; planning never depends on it.
public interface KubernetesObjects {

  List<Ingress> ingresses();

  List<Service> services();

  List<IngressClass> ingressClasses();

  Optional<IngressClass> ingressClass(String name);

  Optional<IngressClassParams> ingressClassParams(String name);

  Optional<Namespace> namespace(String name);

  Optional<Service> service(String namespace, String name);

  Optional<Secret> secret(String namespace, String name);
}
