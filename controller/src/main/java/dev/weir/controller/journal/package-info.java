/// What the last reconciles changed, for the console.
@NullMarked
package dev.weir.controller.journal;

import org.jspecify.annotations.NullMarked;
