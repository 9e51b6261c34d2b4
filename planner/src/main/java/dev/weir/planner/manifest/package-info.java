/// Kubernetes manifests: text to typed objects, exactly as written, without the defaults of an API
/// server.
@NullMarked
package dev.weir.planner.manifest;

import org.jspecify.annotations.NullMarked;
