/// The embedded Kubernetes API for one machine.
@NullMarked
package dev.weir.kube;

import org.jspecify.annotations.NullMarked;
