/// The single writer of load-balancer state: validated transactions in, revisioned snapshots out.
@NullMarked
package dev.weir.store;

import org.jspecify.annotations.NullMarked;
