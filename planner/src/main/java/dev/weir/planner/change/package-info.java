/// What deploying a plan would change: the difference of a stack from what exists.
@NullMarked
package dev.weir.planner.change;

import org.jspecify.annotations.NullMarked;
