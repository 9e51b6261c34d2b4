package dev.weir.kube.pod;

/// What a simulated container knows of itself and puts into every answer.
///
/// The first four are the values of the container's environment variables `NAMESPACE`,
/// `INGRESS_NAME`, `SERVICE_NAME` and `POD_NAME` where it has them, as in the echo servers of the
/// Ingress and Gateway API conformance suites; else what the objects say. A value that nobody gives
/// is empty.
public record EchoContext(
    String namespace,
    String ingress,
    String service,
    String pod,
    String address,
    String node,
    String image) {}
