/// What surrounds load balancers: networks, instances, web ACLs, as the other AWS APIs tell it.
@NullMarked
package dev.weir.store.world;

import org.jspecify.annotations.NullMarked;
