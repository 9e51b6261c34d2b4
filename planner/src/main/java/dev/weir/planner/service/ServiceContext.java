package dev.weir.planner.service;

import dev.weir.planner.Environment;
import dev.weir.planner.KubernetesObjects;
import dev.weir.planner.annotation.Annotations;
import dev.weir.planner.name.IngressNames.ServiceKey;
import dev.weir.planner.name.ServiceNames;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;

/// A Service that is being planned, with what planning may look at.
///
/// @param annotations those of the Service; the backends of weighted actions are planned with them
///   too
record ServiceContext(
    Service service, Annotations annotations, KubernetesObjects objects, Environment environment) {

  static ServiceContext of(Service service, KubernetesObjects objects, Environment environment) {
    return new ServiceContext(service, Annotations.of(service), objects, environment);
  }

  String namespace() {
    return service.getMetadata().getNamespace();
  }

  String name() {
    return service.getMetadata().getName();
  }

  /// `namespace/name`: the id of the stack.
  String id() {
    return namespace() + "/" + name();
  }

  List<ServicePort> ports() {
    return portsOf(service);
  }

  ServiceNames names() {
    return new ServiceNames(environment.clusterName(), keyOf(service));
  }

  static List<ServicePort> portsOf(Service service) {
    return service.getSpec() == null || service.getSpec().getPorts() == null
        ? List.of()
        : service.getSpec().getPorts();
  }

  static ServiceKey keyOf(Service service) {
    String uid = service.getMetadata().getUid();
    return new ServiceKey(
        service.getMetadata().getNamespace(),
        service.getMetadata().getName(),
        uid == null ? "" : uid);
  }
}
