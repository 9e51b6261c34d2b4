package dev.weir.planner.manifest;

import dev.weir.planner.crd.IngressClassParams;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.Optional;

/// The kinds that planning reads.
enum ManifestKind {
  INGRESS("networking.k8s.io", "v1", "Ingress", Ingress.class, true),
  INGRESS_CLASS("networking.k8s.io", "v1", "IngressClass", IngressClass.class, false),
  INGRESS_CLASS_PARAMS(
      "elbv2.k8s.aws", "v1beta1", "IngressClassParams", IngressClassParams.class, false),
  SERVICE("", "v1", "Service", Service.class, true),
  SECRET("", "v1", "Secret", Secret.class, true),
  NAMESPACE("", "v1", "Namespace", Namespace.class, false),
  POD("", "v1", "Pod", Pod.class, true),
  NODE("", "v1", "Node", Node.class, false),
  ENDPOINT_SLICE("discovery.k8s.io", "v1", "EndpointSlice", EndpointSlice.class, true);

  private final String group;
  private final String version;
  private final String kind;
  private final Class<? extends HasMetadata> type;
  private final boolean namespaced;

  ManifestKind(
      String group,
      String version,
      String kind,
      Class<? extends HasMetadata> type,
      boolean namespaced) {
    this.group = group;
    this.version = version;
    this.kind = kind;
    this.type = type;
    this.namespaced = namespaced;
  }

  /// The kind of this API group, whatever the version.
  static Optional<ManifestKind> find(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    for (ManifestKind known : values()) {
      if (known.group.equals(group) && known.kind.equals(kind)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /// The group and version of the kind with this name, whatever its group; empty for other kinds.
  static String apiVersionOf(String kind) {
    for (ManifestKind known : values()) {
      if (known.kind.equals(kind)) {
        return known.apiVersion();
      }
    }
    return "";
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  Class<? extends HasMetadata> type() {
    return type;
  }

  boolean isNamespaced() {
    return namespaced;
  }
}
