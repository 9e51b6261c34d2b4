/// Access and connection logs in ALB's formats: lines are made on event loops and written to files
/// by one thread of their own, which may lose lines but never makes a loop wait.
@NullMarked
package dev.weir.proxy.log;

import org.jspecify.annotations.NullMarked;
