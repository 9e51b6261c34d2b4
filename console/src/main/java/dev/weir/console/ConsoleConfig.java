package dev.weir.console;

import java.net.URI;
import java.util.Optional;

/// Where the console listens and which APIs it reads.
///
/// @param bindAddress an IP address literal, 127.0.0.1 unless the user says otherwise
/// @param port 0 picks a free one
/// @param awsEndpoint the AWS endpoint; empty means AWS itself
/// @param kubernetes the URL of a Kubernetes API that needs no credentials; empty means the current
///   context of the kubeconfig, when there is one
public record ConsoleConfig(
    String bindAddress,
    int port,
    Optional<URI> awsEndpoint,
    String region,
    Optional<URI> kubernetes) {}
