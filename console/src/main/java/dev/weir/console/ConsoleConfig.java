package dev.weir.console;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Optional;

/// Where the console listens and which APIs it reads. It always listens on 127.0.0.1.
///
/// @param port 0 picks a free one
/// @param awsEndpoint the AWS endpoint; empty means AWS itself
/// @param kubernetes how to reach the Kubernetes API; empty means that there is none
public record ConsoleConfig(
    int port, Optional<URI> awsEndpoint, String region, Optional<Config> kubernetes) {}
