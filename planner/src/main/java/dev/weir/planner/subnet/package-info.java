/// Which subnets a load balancer goes into.
@NullMarked
package dev.weir.planner.subnet;

import org.jspecify.annotations.NullMarked;
