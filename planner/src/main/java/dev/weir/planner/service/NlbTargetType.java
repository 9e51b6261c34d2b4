package dev.weir.planner.service;

import dev.weir.planner.FeatureGate;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;

/// Whether targets are nodes or pods.
final class NlbTargetType {

  static final String INSTANCE = "instance";
  static final String IP = "ip";

  private NlbTargetType() {}

  static String of(ServiceContext context, NlbBackend backend) {
    String chosen =
        context
            .annotations()
            .string(ServiceLoadBalancerAnnotations.NLB_TARGET_TYPE)
            .orElse(context.environment().flags().defaultTargetType());
    String type = context.annotations().string(ServiceLoadBalancerAnnotations.TYPE).orElse("");
    if (type.equals("nlb-ip") || chosen.equals(IP)) {
      if (!context.environment().isEnabled(FeatureGate.ENABLE_IP_TARGET_TYPE)) {
        throw PlanError.inField(
            ServiceLoadBalancerAnnotations.NLB_TARGET_TYPE.key(),
            "unsupported targetType: ip when EnableIPTargetType is false");
      }
      return IP;
    }
    String serviceType = backend.service().getSpec().getType();
    if ("ClusterIP".equals(serviceType)) {
      throw PlanError.inField(
          "spec.type",
          "unsupported service type \""
              + serviceType
              + "\" for load balancer target type \""
              + chosen
              + "\"");
    }
    if (backend.nodePort() == 0
        && Boolean.FALSE.equals(backend.service().getSpec().getAllocateLoadBalancerNodePorts())) {
      throw PlanError.inField(
          "spec.allocateLoadBalancerNodePorts",
          "unable to support instance target type with an unallocated NodePort");
    }
    return INSTANCE;
  }
}
