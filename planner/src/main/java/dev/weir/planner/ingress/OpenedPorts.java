package dev.weir.planner.ingress;

import java.util.List;
import java.util.SortedMap;

/// Which members open which ports, and what they want of them; members in their order.
record OpenedPorts(
    SortedMap<Integer, List<ClassifiedIngress>> ingressesByPort,
    SortedMap<Integer, List<ListenPortMerge.Wish>> wishes) {

  List<ClassifiedIngress> ingresses(int port) {
    return ingressesByPort.getOrDefault(port, List.of());
  }
}
