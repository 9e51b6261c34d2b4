/// The data plane: a Netty load balancer that serves the last snapshot it was handed.
@NullMarked
package dev.weir.proxy;

import org.jspecify.annotations.NullMarked;
