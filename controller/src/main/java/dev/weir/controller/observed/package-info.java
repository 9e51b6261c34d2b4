/// What exists of a stack, read back into the records that planning makes.
@NullMarked
package dev.weir.controller.observed;

import org.jspecify.annotations.NullMarked;
