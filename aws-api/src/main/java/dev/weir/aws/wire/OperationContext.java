package dev.weir.aws.wire;

/// Who asks, and where.
///
/// @param requestId as in the answer's `x-amzn-RequestId`
/// @param accessKeyId empty when the request was not signed
/// @param host where the client sent the request, as in its `Host` header
public record OperationContext(String requestId, String accessKeyId, String host) {}
