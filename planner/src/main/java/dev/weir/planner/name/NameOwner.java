package dev.weir.planner.name;

/// What a generated name begins with: one short name (an explicit Ingress group), or a namespace
/// and a name.
public sealed interface NameOwner {

  /// An explicit Ingress group: 17 characters of its name.
  static NameOwner group(String name) {
    return new Group(name);
  }

  /// A namespaced object: 8 characters of its namespace and 8 of its name.
  static NameOwner object(String namespace, String name) {
    return new NamespacedObject(namespace, name);
  }

  /// The text that goes into hashes: `group` or `namespace/name`.
  String id();

  /// `k8s-<owner>-<hash>`, the hash being 10 digits over the inputs.
  default String name(String... hashInputs) {
    return "k8s-" + prefix() + "-" + NameHash.of(10, hashInputs);
  }

  /// The part between `k8s-` and the hash.
  String prefix();

  /// An explicit Ingress group.
  record Group(String name) implements NameOwner {
    @Override
    public String id() {
      return name;
    }

    @Override
    public String prefix() {
      return NameHash.part(17, name);
    }
  }

  /// An Ingress or a Service.
  record NamespacedObject(String namespace, String name) implements NameOwner {
    @Override
    public String id() {
      return namespace + "/" + name;
    }

    @Override
    public String prefix() {
      return NameHash.part(8, namespace) + "-" + NameHash.part(8, name);
    }
  }
}
