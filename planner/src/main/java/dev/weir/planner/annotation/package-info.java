/// Annotations: the table of all that are understood, and the grammar of their values.
@NullMarked
package dev.weir.planner.annotation;

import org.jspecify.annotations.NullMarked;
