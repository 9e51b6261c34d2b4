/// Security groups: managed ones, the shared backend one, and rules on nodes and pods.
@NullMarked
package dev.weir.controller.network;

import org.jspecify.annotations.NullMarked;
