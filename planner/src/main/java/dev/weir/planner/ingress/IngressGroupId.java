package dev.weir.planner.ingress;

import dev.weir.planner.name.NameOwner;
import io.fabric8.kubernetes.api.model.HasMetadata;

/// Which Ingresses share one load balancer.
public sealed interface IngressGroupId {

  /// The group that members name themselves.
  static IngressGroupId explicit(String name) {
    return new Explicit(name);
  }

  /// The group of an Ingress that names none.
  static IngressGroupId implicit(String namespace, String name) {
    return new Implicit(namespace, name);
  }

  /// The group of an Ingress that names none.
  static IngressGroupId implicit(HasMetadata ingress) {
    return new Implicit(ingress.getMetadata().getNamespace(), ingress.getMetadata().getName());
  }

  /// The finalizer that holds a member until its share of the load balancer is gone.
  String finalizer();

  /// What generated names begin with.
  NameOwner nameOwner();

  /// `name` or `namespace/name`: the id of the stack.
  @Override
  String toString();

  /// Named by annotation or IngressClassParams, across namespaces.
  record Explicit(String name) implements IngressGroupId {
    @Override
    public String finalizer() {
      return "group.ingress.k8s.aws/" + name;
    }

    @Override
    public NameOwner nameOwner() {
      return NameOwner.group(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// One Ingress alone.
  record Implicit(String namespace, String name) implements IngressGroupId {
    @Override
    public String finalizer() {
      return "ingress.k8s.aws/resources";
    }

    @Override
    public NameOwner nameOwner() {
      return NameOwner.object(namespace, name);
    }

    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }
}
