package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicy;

/// `DescribeAccountLimits`, `DescribeSSLPolicies`.
final class AccountOperations {
  private static final Map<String, Integer> LIMITS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("application-load-balancers", Limits.LOAD_BALANCERS),
              Map.entry("network-load-balancers", Limits.LOAD_BALANCERS),
              Map.entry("target-groups", Limits.TARGET_GROUPS),
              Map.entry(
                  "targets-per-application-load-balancer",
                  Limits.TARGETS_PER_APPLICATION_LOAD_BALANCER),
              Map.entry(
                  "targets-per-network-load-balancer", Limits.TARGETS_PER_NETWORK_LOAD_BALANCER),
              Map.entry("targets-per-availability-zone-per-network-load-balancer", 500),
              Map.entry(
                  "listeners-per-application-load-balancer", Limits.LISTENERS_PER_LOAD_BALANCER),
              Map.entry("listeners-per-network-load-balancer", Limits.LISTENERS_PER_LOAD_BALANCER),
              Map.entry("rules-per-application-load-balancer", Limits.RULES_PER_LOAD_BALANCER),
              Map.entry("target-groups-per-action-on-application-load-balancer", 5),
              Map.entry("target-groups-per-action-on-network-load-balancer", 5),
              Map.entry(
                  "target-groups-per-application-load-balancer",
                  Limits.TARGET_GROUPS_PER_LOAD_BALANCER),
              Map.entry(
                  "certificates-per-application-load-balancer",
                  Limits.CERTIFICATES_PER_LOAD_BALANCER),
              Map.entry(
                  "certificates-per-network-load-balancer", Limits.CERTIFICATES_PER_LOAD_BALANCER),
              Map.entry("condition-values-per-alb-rule", 5),
              Map.entry("condition-wildcards-per-alb-rule", 6)));

  List<Operation> all() {
    return List.of(
        Operation.of(
            "DescribeAccountLimits",
            DescribeAccountLimitsRequest.class,
            DescribeAccountLimitsRequest::builder,
            this::limits),
        Operation.of(
            "DescribeSSLPolicies",
            DescribeSslPoliciesRequest.class,
            DescribeSslPoliciesRequest::builder,
            this::policies));
  }

  private DescribeAccountLimitsResponse limits(
      OperationContext context, DescribeAccountLimitsRequest request) {
    List<Limit> all = new ArrayList<>();
    LIMITS.forEach(
        (name, max) -> all.add(Limit.builder().name(name).max(Integer.toString(max)).build()));
    Pages<Limit> page = Pages.of(all, Limit::name, request.marker(), request.pageSize());
    return DescribeAccountLimitsResponse.builder()
        .limits(page.items())
        .nextMarker(page.nextMarker())
        .build();
  }

  private DescribeSslPoliciesResponse policies(
      OperationContext context, DescribeSslPoliciesRequest request) {
    for (String name : request.names()) {
      if (SslPolicies.find(name).isEmpty()) {
        throw new AwsException("SSLPolicyNotFound", "SSL policy '" + name + "' not found");
      }
    }
    List<SslPolicy> all =
        SslPolicies.ALL.stream()
            .filter(policy -> request.names().isEmpty() || request.names().contains(policy.name()))
            .map(SslPolicies::write)
            .toList();
    Pages<SslPolicy> page = Pages.of(all, SslPolicy::name, request.marker(), request.pageSize());
    return DescribeSslPoliciesResponse.builder()
        .sslPolicies(page.items())
        .nextMarker(page.nextMarker())
        .build();
  }
}
