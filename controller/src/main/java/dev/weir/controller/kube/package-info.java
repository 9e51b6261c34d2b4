/// What the controller keeps of and writes to the Kubernetes API: caches, events, finalizers.
@NullMarked
package dev.weir.controller.kube;

import org.jspecify.annotations.NullMarked;
