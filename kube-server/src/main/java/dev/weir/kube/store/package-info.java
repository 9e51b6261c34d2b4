/// The single writer of Kubernetes objects: one revision sequence, optimistic locking, watches,
/// persistence.
@NullMarked
package dev.weir.kube.store;

import org.jspecify.annotations.NullMarked;
