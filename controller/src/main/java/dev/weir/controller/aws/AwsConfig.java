package dev.weir.controller.aws;

import dev.weir.controller.flag.Flag;
import dev.weir.controller.flag.FlagSet;
import dev.weir.controller.flag.Throttles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// How to reach AWS, or what stands in for it.
///
/// @param endpoints by SDK service id (`EC2`, `Elastic Load Balancing v2`, ...); absent: AWS's own
/// @param maxRetries tries after the first one
/// @param observers see every call; for logs and tests
public record AwsConfig(
    String region,
    Map<String, URI> endpoints,
    AwsCredentialsProvider credentials,
    int maxRetries,
    Throttles throttles,
    List<ExecutionInterceptor> observers) {
  /// The services that the controller calls, by SDK service id.
  public static final List<String> SERVICE_IDS =
      List.of(
          "Elastic Load Balancing v2",
          "EC2",
          "ACM",
          "WAFV2",
          "WAF Regional",
          "Shield",
          "Resource Groups Tagging API",
          "STS");

  public AwsConfig {
    endpoints = Map.copyOf(endpoints);
    observers = List.copyOf(observers);
    if (region.isBlank()) {
      throw new IllegalArgumentException("AWS region: '' (expected: a region, from --aws-region)");
    }
  }

  public static AwsConfig of(FlagSet flags, AwsCredentialsProvider credentials) {
    Map<String, URI> endpoints =
        flags.get(Flag.AWS_API_ENDPOINTS).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> URI.create(entry.getValue())));
    return new AwsConfig(
        flags.get(Flag.AWS_REGION),
        endpoints,
        credentials,
        flags.get(Flag.AWS_MAX_RETRIES),
        Throttles.parse(flags.get(Flag.AWS_API_THROTTLE)),
        List.of());
  }

  /// One endpoint for every service, as Weir's own API has.
  public AwsConfig withEndpoint(URI endpoint) {
    Map<String, URI> all =
        SERVICE_IDS.stream().collect(Collectors.toMap(service -> service, _ -> endpoint));
    return new AwsConfig(region, all, credentials, maxRetries, throttles, observers);
  }

  public AwsConfig withObservers(List<ExecutionInterceptor> more) {
    return new AwsConfig(region, endpoints, credentials, maxRetries, throttles, more);
  }

  Optional<URI> endpoint(String serviceId) {
    return Optional.ofNullable(endpoints.get(serviceId));
  }
}
