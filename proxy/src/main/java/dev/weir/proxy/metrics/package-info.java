/// Counts what the load balancers do: per event loop while requests run, added up when somebody
/// looks.
@NullMarked
package dev.weir.proxy.metrics;

import org.jspecify.annotations.NullMarked;
