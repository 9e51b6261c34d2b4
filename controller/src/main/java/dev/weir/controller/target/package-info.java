/// Keeps the targets of a TargetGroupBinding equal to the endpoints of its Service.
@NullMarked
package dev.weir.controller.target;

import org.jspecify.annotations.NullMarked;
