package dev.weir.kube.store;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Objects as they were at one revision. The objects are not to be changed.
///
/// @param revision pass it to [KubeStore#watch] to see every later change
public record ObjectList(List<ObjectNode> items, long revision) {
  public ObjectList {
    items = List.copyOf(items);
  }
}
