package dev.weir.planner.service;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;

/// A Service port that a target group stands for.
///
/// @param protocol of the target group
/// @param isAdditional whether it is another Service than the planned one, named by a weighted
///   action
record NlbBackend(Service service, ServicePort port, String protocol, boolean isAdditional) {

  /// 0 when none is allocated.
  int nodePort() {
    return port.getNodePort() == null ? 0 : port.getNodePort();
  }

  /// Where traffic arrives: the node port, or the port of the pods by number or name.
  IntOrString trafficPort(String targetType) {
    return targetType.equals(NlbTargetType.INSTANCE)
        ? new IntOrString(nodePort())
        : ListenerPort.targetPortOf(port);
  }
}
