package dev.weir.planner;

import java.util.Optional;

/// Everything outside Kubernetes that planning depends on.
///
/// The controller fills it from the AWS API, `weir plan --environment` from a file (see
/// [EnvironmentReader]).
///
/// @param clusterName part of every generated name and of the tags that discovery looks for
/// @param region the AWS region
/// @param vpc the cluster's network
/// @param flags controller flags that change planning
/// @param gates feature gates that change planning
/// @param account other AWS objects that annotations name
public record Environment(
    String clusterName,
    String region,
    Vpc vpc,
    ControllerFlags flags,
    FeatureGates gates,
    AccountInventory account) {

  /// The machine-local world that `weir up` runs: two public and two private subnets in
  /// `eu-west-1`.
  public static Environment local() {
    return LocalEnvironment.ENVIRONMENT;
  }

  public boolean isEnabled(FeatureGate gate) {
    return gates.isEnabled(gate);
  }

  public Environment withFlags(ControllerFlags changed) {
    return new Environment(clusterName, region, vpc, changed, gates, account);
  }

  public Environment withGates(FeatureGates changed) {
    return new Environment(clusterName, region, vpc, flags, changed, account);
  }

  public Environment withVpc(Vpc changed) {
    return new Environment(clusterName, region, changed, flags, gates, account);
  }

  public Environment withAccount(AccountInventory changed) {
    return new Environment(clusterName, region, vpc, flags, gates, changed);
  }

  /// The shared security group that load balancers reach their targets with: the flag's, else the
  /// one that is already there, if any.
  public Optional<String> backendSecurityGroup() {
    String flag = flags.backendSecurityGroup();
    return flag.isEmpty() ? Optional.ofNullable(vpc.backendSecurityGroup()) : Optional.of(flag);
  }
}
