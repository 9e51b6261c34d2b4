/// Checks the health of targets: blocking probes on virtual threads, one per target, and the states
/// and reasons that `DescribeTargetHealth` tells.
@NullMarked
package dev.weir.proxy.health;

import org.jspecify.annotations.NullMarked;
