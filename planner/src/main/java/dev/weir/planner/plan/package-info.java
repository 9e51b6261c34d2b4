/// Plans everything that a set of Kubernetes objects asks for.
@NullMarked
package dev.weir.planner.plan;

import org.jspecify.annotations.NullMarked;
