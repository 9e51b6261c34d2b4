package dev.weir.planner.service;

import dev.weir.planner.AccountInventory.ExistingLoadBalancer;
import dev.weir.planner.PlanError;
import dev.weir.planner.annotation.ServiceLoadBalancerAnnotations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the load balancer is reachable from the internet.
final class NlbScheme {

  static final String INTERNAL = "internal";
  static final String INTERNET_FACING = "internet-facing";

  private NlbScheme() {}

  /// The `scheme` annotation, the older `internal` annotation, the scheme that the load balancer
  /// has, the flag.
  static String of(ServiceContext context, @Nullable ExistingLoadBalancer existing) {
    Optional<String> scheme = context.annotations().string(ServiceLoadBalancerAnnotations.SCHEME);
    if (scheme.isPresent()) {
      return known(scheme.get(), ServiceLoadBalancerAnnotations.SCHEME.key());
    }
    Optional<Boolean> internal =
        context.annotations().bool(ServiceLoadBalancerAnnotations.INTERNAL);
    if (internal.isPresent()) {
      return internal.get() ? INTERNAL : INTERNET_FACING;
    }
    return existing != null
        ? existing.scheme()
        : context.environment().flags().defaultLoadBalancerScheme();
  }

  private static String known(String scheme, String field) {
    if (scheme.equals(INTERNAL) || scheme.equals(INTERNET_FACING)) {
      return scheme;
    }
    throw PlanError.inField(field, "unknown scheme: " + scheme);
  }
}
