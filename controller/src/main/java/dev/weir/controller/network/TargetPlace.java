package dev.weir.controller.network;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a target is, for finding the security group in front of it.
public sealed interface TargetPlace {
  /// A pod with an address of its own.
  ///
  /// @param podEni annotation `vpc.amazonaws.com/pod-eni`, if it has one
  /// @param instanceId of its node, if that is an instance
  /// @param portNames container ports by name
  record Pod(
      String name,
      String address,
      @Nullable String podEni,
      @Nullable String instanceId,
      Map<String, Set<Integer>> portNames)
      implements TargetPlace {
    public Pod {
      portNames = Map.copyOf(portNames);
    }
  }

  /// A node.
  record Instance(String name, String instanceId) implements TargetPlace {}
}
