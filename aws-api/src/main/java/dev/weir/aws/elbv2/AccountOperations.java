package dev.weir.aws.elbv2;

import dev.weir.aws.wire.AwsException;
import dev.weir.aws.wire.Operation;
import dev.weir.aws.wire.OperationContext;
import dev.weir.store.Quota;
import dev.weir.store.Quotas;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicy;

/// `DescribeAccountLimits`, `DescribeSSLPolicies`.
final class AccountOperations {
  private final Quotas quotas;

  AccountOperations(Quotas quotas) {
    this.quotas = quotas;
  }

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
    List<Limit> all =
        Arrays.stream(Quota.values())
            .sorted(Comparator.comparing(Quota::awsName))
            .map(quota ->
                Limit.builder()
                    .name(quota.awsName())
                    .max(Integer.toString(quotas.get(quota)))
                    .build())
            .toList();
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
