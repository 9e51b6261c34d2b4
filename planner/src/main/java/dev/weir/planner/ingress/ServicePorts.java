package dev.weir.planner.ingress;

import dev.weir.planner.PlanError;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;

/// Ports of a Service, found by number or name.
final class ServicePorts {

  private ServicePorts() {}

  static ServicePort find(Service service, IntOrString reference) {
    List<ServicePort> ports =
        service.getSpec() == null ? List.of() : Hosts.orEmpty(service.getSpec().getPorts());
    for (ServicePort port : ports) {
      Object wanted = reference.getValue();
      if (wanted instanceof Integer
          ? wanted.equals(port.getPort())
          : wanted.equals(port.getName())) {
        return port;
      }
    }
    throw PlanError.of(
        "unable to find port "
            + text(reference)
            + " on service "
            + service.getMetadata().getNamespace()
            + "/"
            + service.getMetadata().getName());
  }

  static String text(IntOrString port) {
    return String.valueOf(port.getValue());
  }

  /// The port on every node, 0 without one.
  static int nodePort(ServicePort port) {
    return port.getNodePort() == null ? 0 : port.getNodePort();
  }

  /// The port of pods by number or name; 0 when the manifest does not say.
  static IntOrString targetPort(ServicePort port) {
    return port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
  }
}
