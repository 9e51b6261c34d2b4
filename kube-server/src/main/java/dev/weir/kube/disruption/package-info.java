/// How many pods may be taken away at once: what PodDisruptionBudgets allow.
@NullMarked
package dev.weir.kube.disruption;

import org.jspecify.annotations.NullMarked;
