/// Kubernetes objects as JSON trees: reading their metadata, and the errors an API server answers
/// with.
@NullMarked
package dev.weir.kube.object;

import org.jspecify.annotations.NullMarked;
