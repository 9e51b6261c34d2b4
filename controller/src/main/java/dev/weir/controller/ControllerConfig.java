package dev.weir.controller;

import dev.weir.controller.aws.AwsConfig;
import dev.weir.controller.flag.FlagSet;
import io.fabric8.kubernetes.client.Config;
import java.time.Clock;

/// What a controller needs to start.
///
/// @param kubernetes how to reach the Kubernetes API; watches go over plain HTTP whatever it says
/// @param identity of this candidate in the leader election; differs between processes
/// @param journalSize how many reconciles are remembered
/// @param installDefinitions creates missing custom resource definitions first, for clusters that
///   nobody prepared
public record ControllerConfig(
    FlagSet flags,
    AwsConfig aws,
    Config kubernetes,
    String identity,
    int journalSize,
    boolean installDefinitions,
    Clock clock) {
  /// For a cluster where an administrator has installed the custom resource definitions.
  public static ControllerConfig of(FlagSet flags, AwsConfig aws, Config kubernetes) {
    return new ControllerConfig(
        flags, aws, kubernetes, Elections.newIdentity(), 200, false, Clock.systemUTC());
  }

  public ControllerConfig installingDefinitions() {
    return new ControllerConfig(flags, aws, kubernetes, identity, journalSize, true, clock);
  }
}
