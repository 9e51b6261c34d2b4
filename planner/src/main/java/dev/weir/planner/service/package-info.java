/// Services of type LoadBalancer to Network Load Balancers: one small type per concern of the
/// model.
@NullMarked
package dev.weir.planner.service;

import org.jspecify.annotations.NullMarked;
