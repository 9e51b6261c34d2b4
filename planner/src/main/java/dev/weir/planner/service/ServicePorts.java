package dev.weir.planner.service;

import dev.weir.planner.PlanError;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;

/// Looks up a port of a Service by number or name.
final class ServicePorts {

  private ServicePorts() {}

  /// @throws PlanError `unable to find port <port> on service <namespace>/<name>`
  static ServicePort find(Service service, IntOrString wanted) {
    for (ServicePort port : ServiceContext.portsOf(service)) {
      boolean matches =
          wanted.getIntVal() != null
              ? wanted.getIntVal().equals(port.getPort())
              : wanted.getStrVal().equals(port.getName());
      if (matches) {
        return port;
      }
    }
    throw PlanError.of(
        "unable to find port "
            + wanted.getValue()
            + " on service "
            + service.getMetadata().getNamespace()
            + "/"
            + service.getMetadata().getName());
  }
}
