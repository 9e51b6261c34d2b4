/// Names and hashes of everything that planning creates, equal to the byte with those of the
/// controller that we replace, so that a cluster can change from one to the other and keep every
/// resource.
@NullMarked
package dev.weir.planner.name;

import org.jspecify.annotations.NullMarked;
