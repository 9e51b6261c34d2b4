/// Ingress groups: from a change in the cluster to a load balancer and its address in the status.
@NullMarked
package dev.weir.controller.ingress;

import org.jspecify.annotations.NullMarked;
