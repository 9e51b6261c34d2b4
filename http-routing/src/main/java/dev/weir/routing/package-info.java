/// Compiles a listener's rules into a route table and matches request heads against it.
@NullMarked
package dev.weir.routing;

import org.jspecify.annotations.NullMarked;
