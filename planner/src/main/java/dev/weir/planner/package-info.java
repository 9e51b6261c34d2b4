/// Kubernetes objects to stacks: pure and deterministic.
@NullMarked
package dev.weir.planner;

import org.jspecify.annotations.NullMarked;
