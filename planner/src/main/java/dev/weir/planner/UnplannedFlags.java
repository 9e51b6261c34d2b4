package dev.weir.planner;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The flags of the AWS Load Balancer Controller that do not change a plan: an environment may name
/// them, with any value, so that a controller's whole command line can be put there.
final class UnplannedFlags {

  static final Set<String> NAMES =
      Set.of(
          "alb-gateway-max-concurrent-reconciles",
          "aws-api-endpoints",
          "aws-api-throttle",
          "aws-max-retries",
          "aws-region",
          "aws-vpc-id",
          "aws-vpc-tag-key",
          "aws-vpc-tags",
          "cluster-name",
          "disable-ingress-class-annotation",
          "disable-ingress-group-name-annotation",
          "enable-endpoint-slices",
          "enable-leader-election",
          "enable-pod-readiness-gate-inject",
          "feature-gates",
          "gateway-class-max-concurrent-reconciles",
          "globalaccelerator-max-concurrent-reconciles",
          "globalaccelerator-max-exponential-backoff-delay",
          "health-probe-bind-addr",
          "ingress-max-concurrent-reconciles",
          "kube-ca-pem-filepath",
          "kubeconfig",
          "lb-stabilization-monitor-interval",
          "leader-election-id",
          "leader-election-namespace",
          "log-level",
          "max-targets-per-target-group",
          "metrics-bind-addr",
          "nlb-gateway-max-concurrent-reconciles",
          "quic-environment-variable-name",
          "service-max-concurrent-reconciles",
          "service-target-eni-security-group-tags",
          "sync-period",
          "targetgroupbinding-max-concurrent-reconciles",
          "targetgroupbinding-max-exponential-backoff-delay",
          "targetgroupbinding-requeue-duration",
          "watch-namespace",
          "webhook-bind-port",
          "webhook-cert-dir",
          "webhook-cert-file",
          "webhook-key-file");

  private UnplannedFlags() {}

  /// ` (did you mean x?)`, or nothing when no flag is near.
  static String didYouMean(String flag) {
    Stream<String> planned = Arrays.stream(ControllerFlag.values()).map(ControllerFlag::key);
    List<String> all = Stream.concat(planned, NAMES.stream()).sorted().toList();
    return DidYouMean.hint(flag, all);
  }
}
