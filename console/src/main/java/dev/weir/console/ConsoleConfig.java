package dev.weir.console;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Where the console listens and which APIs it reads. It always listens on 127.0.0.1.
///
/// @param port 0 picks a free one
/// @param awsEndpoint the AWS endpoint; empty means AWS itself
/// @param kubernetes how to reach the Kubernetes API; empty means that there is none
/// @param credentials to sign with; empty means the user's own for AWS itself, and any for another
///   endpoint
public record ConsoleConfig(
    int port,
    Optional<URI> awsEndpoint,
    String region,
    Optional<Config> kubernetes,
    Optional<AwsCredentialsProvider> credentials) {
  public ConsoleConfig(
      int port, Optional<URI> awsEndpoint, String region, Optional<Config> kubernetes) {
    this(port, awsEndpoint, region, kubernetes, Optional.empty());
  }

  /// For an endpoint that wants requests signed.
  public ConsoleConfig withCredentials(AwsCredentialsProvider own) {
    return new ConsoleConfig(port, awsEndpoint, region, kubernetes, Optional.of(own));
  }
}
