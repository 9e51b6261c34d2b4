/// JMH benchmarks and side-by-side load runs.
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
