package dev.weir.kube.store;

import tools.jackson.databind.node.ObjectNode;

/// The outcome of a delete.
///
/// @param object the last state
/// @param removed false if the object waits for its finalizers or its grace period
public record Deletion(ObjectNode object, boolean removed) {}
